package io.saddlebag.availability;

import io.saddlebag.availability.Exemptions.Fitting;
import io.saddlebag.availability.Rules.Channel;
import io.saddlebag.availability.Rules.Exemption;
import io.saddlebag.availability.Rules.Node;
import io.saddlebag.availability.Rules.Portion;
import io.saddlebag.availability.Rules.Said;
import io.saddlebag.availability.Sources.State;
import io.saddlebag.availability.Tally.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one node gives: on hand − held − reserved + on the way − safety stock. Safety stock takes what is there at most; what is
 * reserved beyond that is promised to somebody, so it is missing elsewhere.
 */
final class NodeStock {

    private final Layout layout;
    private final Sources sources;

    NodeStock(Layout layout, Sources sources) {
        this.layout = layout;
        this.sources = sources;
    }

    void add(Subject subject, Node node, State state, Channel channel, Tally tally) {
        if (node.dropShip().isPresent()) {
            if (!Layout.always(node)) {
                tally.show(node.quantity(), () -> Words.of(part(node), "a supplier has and sends these", node.where()));
            }
            return;
        }
        if (state == State.NEVER_READ) {
            tally.say(() -> Words.of(
                    part(node), node.source().orElse("") + " was never read: counts as nothing", node.where()));
            return;
        }
        long before = tally.total();
        long onHand = 0;
        boolean any = false;
        for (int i = 0; i < subject.owners().size(); i++) {
            Optional<Node> owner = subject.owners().get(i);
            if (owner.isPresent() && owner.get() == node) {
                any = true;
                onHand += level(subject.item().levels()[i], node, tally);
            }
        }
        if (!any) {
            tally.say(() -> new Words(
                    part(node),
                    "has none of it",
                    node.source().orElse(""),
                    node.source().flatMap(sources::asOf)));
            return;
        }
        safety(onHand, tally.total() - before, node, subject.fitting(), tally);
        if (state == State.STALE) {
            doubt(tally.total() - before, node, channel, tally);
        }
    }

    /** One place's pieces; more held than are there is no debt, more promised is one. Gives what is on hand. */
    private long level(Level level, Node node, Tally tally) {
        String place = level.place().location();
        String source = level.place().source();
        Optional<Instant> at = Optional.of(sources.good(level));
        long onHand = Pieces.counted(level.onHand());
        tally.show(
                onHand,
                () -> new Words(
                        part(node),
                        "on hand in " + place + (level.onHand() < 0 ? " (" + level.onHand() + " in the books)" : ""),
                        source,
                        at));
        long held = Pieces.counted(level.held());
        tally.add(
                -Math.min(held, onHand),
                () -> new Words(part(node), "held or damaged" + limited(held, onHand), source, at));
        tally.add(-Pieces.counted(level.reserved()), () -> new Words(part(node), "reserved for orders", source, at));
        Optional<Duration> ahead = node.inTransit().value();
        for (Incoming incoming : level.incoming()) {
            if (ahead.isPresent() && Transit.counts(incoming, ahead.get(), sources.now())) {
                tally.add(
                        Pieces.counted(incoming.quantity()),
                        () -> new Words(
                                part(node),
                                "on the way: " + incoming.reference() + ", expected " + incoming.expectedAt(),
                                node.inTransit().where(),
                                at));
            } else {
                tally.say(() -> new Words(
                        part(node),
                        "not counted: %d on the way, %s, expected %s"
                                .formatted(incoming.quantity(), incoming.reference(), incoming.expectedAt()),
                        node.inTransit().where(),
                        at));
            }
        }
        return onHand;
    }

    private void safety(long onHand, long free, Node node, Fitting fitting, Tally tally) {
        Said<Portion> said =
                fitting.first("", node.name(), Exemption::safetyStock).orElse(node.safetyStock());
        Portion portion = said.value();
        long wanted = portion.part() > 0 ? Pieces.partUp(onHand, portion.part()) : portion.pieces();
        long there = Math.max(0, free);
        tally.add(
                -Math.min(wanted, there),
                () -> Words.of(
                        part(node),
                        "safety stock" + (portion.part() > 0 ? " " + percent(portion.part()) + " of on hand" : "")
                                + limited(wanted, there),
                        said.where()));
    }

    private void doubt(long last, Node node, Channel channel, Tally tally) {
        int kept = channel.stale().value();
        long counted = last > 0 ? Pieces.part(last, kept) : last;
        tally.show(
                counted - last,
                () -> new Words(
                        part(node),
                        "not read for more than " + node.staleAfter().value().toMinutes() + " min: "
                                + (kept == Pieces.WHOLE
                                        ? "the last numbers are kept"
                                        : percent(kept) + " of the last numbers count"),
                        channel.stale().where(),
                        node.source().flatMap(sources::asOf)));
    }

    static String part(Node node) {
        return "node " + node.name();
    }

    static String limited(long wanted, long there) {
        return wanted > there ? " (" + wanted + ", only " + there + " are there)" : "";
    }

    static String percent(int hundredths) {
        return hundredths % 100 == 0 ? hundredths / 100 + " %" : hundredths / 100.0 + " %";
    }
}
