package io.saddlebag.wiring;

import io.saddlebag.connector.odoo.PriceListNames;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Finding.Status;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.pricing.PricePolicy;
import io.saddlebag.pricing.decision.PriceRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the prices and products a store publishes can come about at all: switches, rules, price lists, tax. */
final class PublishProbe {

    private static final String RULES = "mappings/rules/prices.yaml";
    private static final Map<Aspect, String> WORDS = words();

    private final Partners partners;
    private final PriceRules rules;
    private final Function<String, Outcome<PriceListNames>> lists;

    /**
     * Looks at these partners.
     *
     * @param lists asks an ERP for its price lists
     */
    PublishProbe(Partners partners, PriceRules rules, Function<String, Outcome<PriceListNames>> lists) {
        this.partners = partners;
        this.rules = rules;
        this.lists = lists;
    }

    private static Map<Aspect, String> words() {
        Map<Aspect, String> words = new LinkedHashMap<>();
        words.put(Aspect.PRICE, "prices");
        words.put(Aspect.CONTENT, "products");
        return words;
    }

    /**
     * What is to be said of a store; nothing where it publishes neither.
     *
     * @param known what was found of the store so far
     */
    List<Finding> ofStore(String store, List<Finding> known) {
        String erp = partners.stores.get(store).erp();
        List<Finding> findings = new ArrayList<>();
        WORDS.forEach((aspect, word) -> {
            if (!publishes(store, aspect)) {
                return;
            }
            if (!switched(aspect).contains(erp)) {
                findings.add(fail(
                        word,
                        "the store's 'publish' has " + word + ", and those of erp." + erp + " are not read",
                        "set saddlebag.erp." + erp + "." + word + "=true, or take " + word + " out of saddlebag.store."
                                + store + ".publish"));
            } else if (aspect == Aspect.PRICE) {
                findings.addAll(prices(store, erp, known));
            } else {
                findings.add(new Finding(word, Status.OK, "those of erp." + erp + " are brought to the store", ""));
            }
        });
        return findings;
    }

    /** What is read of an ERP and shown by nobody. */
    List<Finding> ofErp(String erp) {
        List<Finding> findings = new ArrayList<>();
        WORDS.forEach((aspect, word) -> {
            List<String> stores = partners.stores.entrySet().stream()
                    .filter(entry -> entry.getValue().erp().equals(erp))
                    .map(Map.Entry::getKey)
                    .toList();
            if (switched(aspect).contains(erp) && stores.stream().noneMatch(store -> publishes(store, aspect))) {
                findings.add(new Finding(
                        word,
                        Status.NOTE,
                        "they are read, and no store publishes them",
                        stores.isEmpty()
                                ? "take saddlebag.erp." + erp + "." + word + " out: no store has this ERP"
                                : "to have them shown, add " + word + " to saddlebag.store." + stores.get(0)
                                        + ".publish"));
            }
        });
        return findings;
    }

    private boolean publishes(String store, Aspect aspect) {
        return partners.publishing.get(store).aspects().contains(aspect);
    }

    private Set<String> switched(Aspect aspect) {
        return aspect == Aspect.PRICE ? partners.priced : partners.itemised;
    }

    private List<Finding> prices(String store, String erp, List<Finding> known) {
        if (!rules.stores().containsKey(store)) {
            return List.of(fail(
                    "prices",
                    RULES + " has no block for the store, so it gets no prices",
                    "add it below 'stores': " + store + ": {currency: EUR}"));
        }
        PricePolicy policy = rules.stores().get(store).policy();
        List<Finding> findings = new ArrayList<>();
        Outcome<PriceListNames> asked = lists.apply(erp);
        if (asked instanceof Outcome.Done<PriceListNames> done) {
            findings.addAll(lists(policy, erp, done.value()));
        } else {
            findings.add(new Finding(
                    "prices",
                    Status.WARN,
                    "the price lists of erp." + erp + " cannot be read: " + asked.reasonOr("no answer"),
                    asked.remedyOr("see erp." + erp)));
        }
        tax(policy, known).ifPresent(findings::add);
        return findings.isEmpty()
                ? List.of(new Finding(
                        "prices",
                        Status.OK,
                        "made of "
                                + (policy.lists().isEmpty()
                                        ? "the sales prices"
                                        : String.join(" and ", policy.lists())),
                        ""))
                : findings;
    }

    private static List<Finding> lists(PricePolicy policy, String erp, PriceListNames there) {
        List<Finding> findings = new ArrayList<>();
        for (String word : policy.lists()) {
            Optional<PriceListNames.Named> list = there.find(word);
            if (list.isEmpty()) {
                long so = there.lists().stream()
                        .filter(one -> one.name().equals(word))
                        .count();
                findings.add(fail(
                        "prices",
                        "erp." + erp + " has " + (so == 0 ? "no price list '" : so + " price lists '") + word
                                + "' that " + RULES + " names" + (so == 0 ? "; " + names(there) : ""),
                        so == 0
                                ? "correct the name in " + RULES + ", or make the list in the ERP"
                                : "name it by its id in " + RULES));
            } else if (!list.get().currency().equals(policy.currency())) {
                findings.add(fail(
                        "prices",
                        "the price list '" + word + "' is in " + list.get().currency() + ", " + RULES
                                + " has the store sell in " + policy.currency() + "; " + names(there),
                        "name a list in " + policy.currency() + ", or correct 'currency'"));
            }
        }
        if (policy.regular().isEmpty() && !there.salesCurrency().equals(policy.currency())) {
            findings.add(fail(
                    "prices",
                    "the sales prices of erp." + erp + " are in " + there.salesCurrency() + ", " + RULES
                            + " has the store sell in " + policy.currency() + "; " + names(there),
                    "name a list in " + policy.currency() + " as 'regular', or correct 'currency'"));
        }
        return findings;
    }

    private static String names(PriceListNames there) {
        return there.lists().isEmpty()
                ? "it has none"
                : "it has "
                        + there.lists().stream()
                                .map(list -> "'" + list.name() + "' (" + list.currency() + ", id " + list.id() + ")")
                                .collect(Collectors.joining(", "));
    }

    /** What the store's own setting makes of its price field. */
    private static Optional<Finding> tax(PricePolicy policy, List<Finding> known) {
        Optional<Boolean> included = known.stream()
                .filter(finding -> finding.what().equals("prices include tax") && finding.status() == Status.OK)
                .map(finding -> finding.detail().equals("yes"))
                .findFirst();
        boolean written = policy.tax().included();
        return included.filter(with -> with != written)
                .map(with -> fail(
                        "prices",
                        "prices in the store are entered " + tax(with) + ", prices.yaml writes them " + tax(written),
                        "set 'prices: " + (with ? "with-tax" : "without-tax") + "' in " + RULES));
    }

    private static String tax(boolean with) {
        return with ? "with tax" : "without tax";
    }

    private static Finding fail(String what, String detail, String remedy) {
        return new Finding(what, Status.FAIL, detail, remedy);
    }
}
