package io.saddlebag.wiring;

import io.saddlebag.connector.odoo.OdooSettings;
import io.saddlebag.connector.woocommerce.Statuses.Meaning;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.journey.ErpRules;
import io.saddlebag.journey.StoreRules;
import io.saddlebag.order.KitLines;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.order.Tolerance;
import io.saddlebag.ownership.Field;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.settings.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the rules the journey goes by out of the partners' settings. */
final class Rules {

    private Rules() {}

    static StoreRules of(StoreSettings settings, Section section, Ownership ownership) {
        return new StoreRules(
                settings.name(),
                settings.erp(),
                settings.warehouse().isEmpty() ? List.of() : List.of(settings.warehouse()),
                policy(settings, section),
                tolerance(section),
                kits(section),
                settings.writeBack().status() ? settings.writeBack().completedStatus() : "",
                settings.writeBack().status()
                        ? settings.writeBack().partlyStatus().orElse("")
                        : "",
                Set.copyOf(section.list("no-shipping-skus", List.of())),
                ownership.rule(settings.name(), Field.POSTED_ORDER).isNoticed());
    }

    static ErpRules of(OdooSettings settings) {
        return new ErpRules(
                settings.name(),
                settings.invoice() == OdooSettings.Invoicing.CREATE,
                settings.invoiceOn().name().toLowerCase(Locale.ROOT));
    }

    private static StatusPolicy policy(StoreSettings settings, Section section) {
        Map<Meaning, Set<String>> lists = new LinkedHashMap<>();
        for (Meaning meaning : Meaning.values()) {
            lists.put(meaning, new LinkedHashSet<>());
        }
        settings.statuses().meanings().forEach((status, meaning) -> lists.get(meaning)
                .add(status));
        List<String> problems = StatusPolicy.problems(
                lists.get(Meaning.DUE), lists.get(Meaning.WAIT), lists.get(Meaning.IGNORE), lists.get(Meaning.CANCEL));
        if (!problems.isEmpty()) {
            section.problem("status", String.join("; ", problems));
            return StatusPolicy.usual();
        }
        return new StatusPolicy(
                lists.get(Meaning.DUE),
                lists.get(Meaning.WAIT),
                lists.get(Meaning.IGNORE),
                lists.get(Meaning.CANCEL),
                section.duration("settling", Duration.ofSeconds(60)));
    }

    private static Tolerance tolerance(Section section) {
        Map<String, BigDecimal> perCurrency = new LinkedHashMap<>();
        section.map("tolerance").forEach((currency, amount) -> {
            if (amount.matches("[0-9]+(\\.[0-9]+)?")) {
                perCurrency.put(currency.toUpperCase(Locale.ROOT), new BigDecimal(amount));
            } else {
                section.problem("tolerance." + currency, "must be a number of minor units, such as 2 for two cents");
            }
        });
        return perCurrency.isEmpty()
                ? Tolerance.usual()
                : new Tolerance(Tolerance.usual().unitsPerAmount(), perCurrency);
    }

    private static KitLines kits(Section section) {
        return KitLines.named(section.oneOf("kit-lines", "all", List.of("all", "parents", "children")));
    }
}
