package io.saddlebag.connector.odoo;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the batches of one Odoo have in common: their size, how long they linger, and how many are under way at once. */
final class Batches {

    private final CallSlots writes;
    private final CallSlots reads;
    private final OdooSettings.Batch settings;
    private final Writers writers;

    Batches(OdooSettings settings, Writers writers) {
        this.settings = settings.batch();
        this.writers = writers;
        this.writes = new CallSlots(settings.connections());
        // Their own: who looks up products may hold an order that a batch of writes waits for.
        this.reads = new CallSlots(settings.connections());
    }

    /** Calls of one kind that are made together, and write as {@link #alone} or {@link #writing} lets them. */
    <I, T> Coalescer<I, T> of(Consumer<List<Asked<I, T>>> work) {
        return new Coalescer<>(writes, settings.size(), settings.linger(), work);
    }

    /** Look-ups of one kind that are made together. */
    <I, T> Coalescer<I, T> reading(Consumer<List<Asked<I, T>>> work) {
        return new Coalescer<>(reads, settings.size(), settings.linger(), work);
    }

    /**
     * Works as the only writer of the keys, in lots in which none comes twice: one external id twice in one load would make two
     * records. What stops the work is the outcome of all that are not answered yet.
     */
    <I, T> void alone(List<Asked<I, T>> asked, Function<I, Collection<String>> keys, Consumer<List<Asked<I, T>>> work) {
        Lots.distinct(asked, each -> keys.apply(each.wish()))
                .forEach(lot -> writing(lot, keys, () -> work.accept(lot)));
    }

    /** Works as the only writer of the keys. What stops the work is the outcome of all that are not answered yet. */
    <I, T> void writing(Collection<Asked<I, T>> asked, Function<I, Collection<String>> keys, Runnable work) {
        List<String> all = asked.stream()
                .flatMap(each -> keys.apply(each.wish()).stream())
                .distinct()
                .toList();
        together(
                asked,
                () -> writers.alone(all, () -> {
                    work.run();
                    return all;
                }));
    }

    /** Works for all of these alike. What stops the work is the outcome of all that are not answered yet. */
    static <I, T> void together(Collection<Asked<I, T>> asked, Runnable work) {
        try {
            work.run();
        } catch (Stopped stopped) {
            asked.forEach(each -> each.answer(stopped.outcome()));
        }
    }

    /** Works for one of them; what stops that is its outcome and nobody else's. */
    static <I, T> void one(Asked<I, T> asked, Runnable work) {
        together(List.of(asked), work);
    }
}
