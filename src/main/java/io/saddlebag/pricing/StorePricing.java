package io.saddlebag.pricing;

import io.saddlebag.pricing.PriceList.Price;
import io.saddlebag.pricing.PricePolicy.Sale;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes an item's price in a store of what the ERP says. The regular price is the sales price or that of a list. A sale
 * price is one that rules with dates make, in the same list or in one of its own: the one of now, or else the next one,
 * with its dates, so that a store can begin and end it by itself.
 *
 * <p>Pure: the same item at the same time makes the same price.
 */
public final class StorePricing {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PricePolicy policy;

    /** Prices by a store's policy. */
    public StorePricing(PricePolicy policy) {
        this.policy = policy;
    }

    /** Ends the search for a price. */
    private static final class NoPrice extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String remedy;

        NoPrice(String code, String words, String remedy) {
            super(words, null, false, false);
            this.code = code;
            this.remedy = remedy;
        }
    }

    /** A price of the store while a time lasts; end is the first instant after it. */
    private record Span(
            Optional<Instant> start, Optional<Instant> end, Optional<BigDecimal> price, Optional<Long> rule) {}

    /** The price now. */
    public Priced price(ErpItem item, Instant at) {
        Optional<Instant> next = Optional.empty();
        try {
            List<PriceRule> ofRegular =
                    policy.regular().map(name -> rules(item, name)).orElse(List.of());
            List<PriceRule> ofSale = ofSale(item, ofRegular);
            next = Stream.concat(ofRegular.stream(), ofSale.stream())
                    .flatMap(StorePricing::edges)
                    .filter(edge -> edge.isAfter(at))
                    .min(Instant::compareTo);
            Price regular = regular(item, ofRegular, at);
            BigDecimal amount = amount(item, regular);
            Optional<Span> sale = sale(item, ofSale, amount, at);
            StorePrice price = sale.map(span -> new StorePrice(
                            amount, span.price(), span.start(), span.end().map(end -> end.minus(SECOND))))
                    .orElseGet(() -> StorePrice.regular(amount));
            return new Priced.Known(
                    price, policy.tax().net(price.lowest(), item.taxes()), because(regular, sale), next);
        } catch (NoPrice none) {
            return new Priced.Unknown(none.code, none.getMessage(), none.remedy, next);
        }
    }

    private List<PriceRule> ofSale(ErpItem item, List<PriceRule> ofRegular) {
        if (policy.sale() instanceof Sale.OtherList other) {
            return rules(item, other.name());
        }
        return policy.sale() instanceof Sale.DatedRules ? ofRegular : List.of();
    }

    private List<PriceRule> rules(ErpItem item, String list) {
        ErpItem.Rules rules = item.lists().get(list);
        if (rules == null) {
            throw new NoPrice(
                    "unknown-pricelist",
                    "the ERP has no price list '" + list + "'",
                    "correct its name in mappings/rules/prices.yaml, or create it in the ERP");
        }
        if (!rules.currency().equals(policy.currency())) {
            throw new NoPrice(
                    "wrong-currency",
                    "the price list '" + list + "' is in " + rules.currency() + ", the store sells in "
                            + policy.currency(),
                    "name a list in " + policy.currency() + " in mappings/rules/prices.yaml");
        }
        return rules.rules().stream()
                .filter(rule -> rule.concerns(item.item()) && rule.minimum().compareTo(BigDecimal.ONE) <= 0)
                .toList();
    }

    private Price regular(ErpItem item, List<PriceRule> rules, Instant at) {
        boolean own = item.currency().equals(policy.currency());
        if (policy.regular().isEmpty() && !own) {
            throw new NoPrice(
                    "wrong-currency",
                    "the sales price is in " + item.currency() + ", the store sells in " + policy.currency(),
                    "name a price list in " + policy.currency() + " in mappings/rules/prices.yaml");
        }
        List<PriceRule> counting = policy.sale() instanceof Sale.DatedRules
                ? rules.stream().filter(rule -> !rule.isDated()).toList()
                : rules;
        return new PriceList(counting, own).of(item.item(), BigDecimal.ONE, at);
    }

    /** The store's price of the ERP's. */
    private BigDecimal amount(ErpItem item, Price price) {
        if (price instanceof Price.Unknown unknown) {
            throw new NoPrice(
                    "no-price",
                    unknown.reason(),
                    "give it a fixed price or a discount on the sales price in the store's price list");
        }
        return policy.tax()
                .convert(((Price.Known) price).amount(), item.taxes())
                .map(policy.rounding()::round)
                .orElseThrow(() -> new NoPrice(
                        "no-tax-rate",
                        item.taxes().isEmpty()
                                ? "the item has no sales tax in the ERP, and no rate for that is set"
                                : "a sales tax of the item is not a percentage",
                        "give it a tax in the ERP, or set tax-rates in mappings/rules/prices.yaml"));
    }

    /** The sale of now, or the next one; one that changes nothing is none. */
    private Optional<Span> sale(ErpItem item, List<PriceRule> rules, BigDecimal regular, Instant at) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        List<Span> spans = spans(item, rules, regular);
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            if (span.price().isPresent() && span.end().map(at::isBefore).orElse(true)) {
                return Optional.of(whole(spans, i));
            }
        }
        return Optional.empty();
    }

    /** Time cut where a rule begins or ends: within a piece the price is the same. */
    private List<Span> spans(ErpItem item, List<PriceRule> rules, BigDecimal regular) {
        TreeSet<Instant> edges = new TreeSet<>();
        rules.stream().flatMap(StorePricing::edges).forEach(edges::add);
        List<Span> spans = new ArrayList<>();
        PriceList list = new PriceList(rules, item.currency().equals(policy.currency()));
        Optional<Instant> start = Optional.empty();
        for (Instant edge : edges) {
            spans.add(span(item, list, regular, start, Optional.of(edge), edge.minus(SECOND)));
            start = Optional.of(edge);
        }
        spans.add(span(item, list, regular, start, Optional.empty(), start.orElse(Instant.EPOCH)));
        return spans;
    }

    private Span span(
            ErpItem item,
            PriceList list,
            BigDecimal regular,
            Optional<Instant> start,
            Optional<Instant> end,
            Instant within) {
        if (!isSale(list, item, within)) {
            return new Span(start, end, Optional.empty(), Optional.empty());
        }
        Price price = list.of(item.item(), BigDecimal.ONE, within);
        BigDecimal amount = amount(item, price);
        return new Span(
                start,
                end,
                amount.compareTo(regular) == 0 ? Optional.empty() : Optional.of(amount),
                ((Price.Known) price).rule());
    }

    /** Whether the rule that counts makes a sale price: any of a list of sales, one with dates of the regular list. */
    private boolean isSale(PriceList list, ErpItem item, Instant at) {
        return list.counting(item.item(), BigDecimal.ONE, at)
                .filter(rule -> policy.sale() instanceof Sale.OtherList || rule.isDated())
                .isPresent();
    }

    private static Span whole(List<Span> spans, int at) {
        int first = at;
        int last = at;
        while (first > 0 && isSame(spans.get(first - 1), spans.get(at))) {
            first--;
        }
        while (last < spans.size() - 1 && isSame(spans.get(last + 1), spans.get(at))) {
            last++;
        }
        return new Span(
                spans.get(first).start(),
                spans.get(last).end(),
                spans.get(at).price(),
                spans.get(at).rule());
    }

    private static boolean isSame(Span one, Span other) {
        return one.price().isPresent()
                && one.price().get().compareTo(other.price().orElseThrow()) == 0;
    }

    /** A rule is good up to and with its last second. */
    private static Stream<Instant> edges(PriceRule rule) {
        return Stream.concat(rule.from().stream(), rule.until().map(end -> end.plus(SECOND)).stream());
    }

    private String because(Price regular, Optional<Span> sale) {
        String base = ((Price.Known) regular)
                .rule()
                .map(rule -> "rule " + rule + " of '" + policy.regular().orElse("") + "'")
                .orElse("sales price");
        return base
                + sale.flatMap(Span::rule).map(rule -> ", sale by rule " + rule).orElse("");
    }
}
