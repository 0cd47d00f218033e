package io.saddlebag.publishing;

import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.settings.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is published to one store, {@code saddlebag.store.<name>.publish} and below.
 *
 * @param store configured name
 * @param aspects what is written; nothing where it is empty
 * @param manage whether stock keeping is switched on for items the store keeps no stock for
 * @param sample of how many written items one is read again
 * @param readBack how long after writing it is
 * @param lookBack how old an order may be that the ledger does not know and whose pieces are still subtracted
 * @param timeout until a batch is answered; 100 items take about 3 s (facts: woocommerce 30)
 */
public record PublishSettings(
        String store,
        Set<Aspect> aspects,
        boolean manage,
        int sample,
        Duration readBack,
        Duration lookBack,
        Duration timeout) {

    private static final List<String> WORDS = List.of("stock", "prices", "products");

    /** Copies the set. */
    public PublishSettings {
        aspects = Set.copyOf(aspects);
    }

    /** Reads the settings; every problem is reported through the section. */
    public static PublishSettings from(Section section) {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        for (String word : section.list("publish", List.of())) {
            switch (word) {
                case "stock" -> aspects.add(Aspect.STOCK);
                case "prices" -> aspects.add(Aspect.PRICE);
                case "products" -> aspects.add(Aspect.CONTENT);
                default -> section.problem("publish", "has '" + word + "', known are " + String.join(", ", WORDS));
            }
        }
        int sample = section.number("publish.sample", 50);
        if (sample < 1) {
            section.problem("publish.sample", "must be 1 or more: one item of so many is read again");
            sample = 1;
        }
        return new PublishSettings(
                section.name(),
                aspects,
                section.oneOf("publish.unmanaged", "report", List.of("report", "manage"))
                        .equals("manage"),
                sample,
                section.duration("publish.read-back", Duration.ofSeconds(10)),
                section.duration("publish.look-back", Duration.ofDays(1)),
                section.duration("publish.timeout", Duration.ofSeconds(90)));
    }

    /** Whether anything is published. */
    public boolean isOn() {
        return !aspects.isEmpty();
    }

    /** Whether stock is published. */
    public boolean stock() {
        return aspects.contains(Aspect.STOCK);
    }

    /** The store as partners are called. */
    String partner() {
        return "store." + store;
    }
}
