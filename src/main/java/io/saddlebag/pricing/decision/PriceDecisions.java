package io.saddlebag.pricing.decision;

import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Prices.Found;
import io.saddlebag.ledger.Prices.Input;
import io.saddlebag.ledger.Prices.Proposal;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.Settlement;
import io.saddlebag.ledger.Prices.Standing;
import io.saddlebag.ledger.Prices.Tally;
import io.saddlebag.ledger.Prices.Trouble;
import io.saddlebag.ledger.StoreItems;
import io.saddlebag.pricing.ErpItem;
import io.saddlebag.pricing.Guards;
import io.saddlebag.pricing.PricePolicy;
import io.saddlebag.pricing.Priced;
import io.saddlebag.pricing.StorePrice;
import io.saddlebag.pricing.StorePricing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the stores' prices of what an ERP says. The pages of a run are only kept and compared; when the run is at its end,
 * and it is known how much it changes, each change is published or held.
 *
 * <p>Delivery guarantee: every step may be repeated. A run that never ends publishes nothing; what it read is read again.
 */
final class PriceDecisions {

    /** Behind stock, before a full re-sync. */
    static final int URGENCY = 5;

    /** Codes of what is wrong with the rules, and not with one item. */
    private static final Set<String> OF_ALL = Set.of("unknown-pricelist", "wrong-currency");

    private static final int PAGE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(PriceDecisions.class);

    private final Prices prices;
    private final ShownPrices shown;
    private final PriceRules rules;
    private final Map<String, List<String>> stores;
    private final Clock clock;
    /** What keeps all prices of a store back, once it was told. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Decides by these rules.
     *
     * @param stores names of the stores of each ERP
     */
    PriceDecisions(Prices prices, StoreItems items, PriceRules rules, Map<String, List<String>> stores, Clock clock) {
        this.prices = prices;
        this.shown = new ShownPrices(items);
        this.rules = rules;
        this.stores = Map.copyOf(stores);
        this.clock = clock;
    }

    /** Takes a page; the last one of a run has everything decided that the run brought. */
    void take(PricePage page) {
        propose(page.erp(), page.run(), page.items());
        if (page.last()) {
            settle(page.erp(), page.run());
            if (page.complete()) {
                int gone = prices.forgetUnread(page.erp(), page.run());
                if (gone > 0) {
                    LOG.info("{} SKUs are not sold by {} any more; their prices stay as they are", gone, page.erp());
                }
            }
        }
    }

    /** Works out again what time has changed, and ends holds nobody decided about. */
    void time() {
        Instant now = clock.instant();
        for (String erp : stores.keySet()) {
            String run = "time-" + now;
            List<Input> due = prices.due(erp, now, PAGE);
            boolean any = !due.isEmpty();
            while (!due.isEmpty()) {
                propose(
                        erp,
                        run,
                        due.stream()
                                .map(input -> PricePage.kept(input.document()))
                                .toList());
                due = prices.due(erp, now, PAGE);
            }
            if (any) {
                settle(erp, run);
            }
        }
        int expired = prices.expire(now);
        if (expired > 0) {
            LOG.warn("{} held price changes expired because nobody decided", expired);
        }
    }

    private void propose(String erp, String run, List<PricePage.Known> items) {
        if (items.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<String, Instant> next = new HashMap<>();
        for (PriceRules.OfStore store : rulesOf(erp)) {
            Found found = compare(
                    store.policy(),
                    items.stream()
                            .filter(known -> store.isAbout(known.item().sku(), known.service()))
                            .toList(),
                    now,
                    next);
            prices.propose(store.policy().store(), erp, run, found);
        }
        prices.keep(
                erp,
                run,
                items.stream()
                        .map(known -> new Input(
                                known.item().sku(),
                                known.document(),
                                Optional.ofNullable(next.get(known.item().sku()))))
                        .toList());
    }

    private List<PriceRules.OfStore> rulesOf(String erp) {
        return stores.getOrDefault(erp, List.of()).stream()
                .flatMap(store -> rules.of(store).stream())
                .toList();
    }

    private Found compare(PricePolicy policy, List<PricePage.Known> items, Instant now, Map<String, Instant> next) {
        Map<String, Standing> standing = prices.standing(
                policy.store(), items.stream().map(known -> known.item().sku()).toList());
        Map<String, StorePrice> elsewhere = shown.of(
                policy.store(),
                items.stream()
                        .map(known -> known.item().sku())
                        .filter(sku -> !standing.containsKey(sku)
                                || standing.get(sku).value().isEmpty())
                        .toList());
        StorePricing pricing = new StorePricing(policy);
        List<Proposal> proposals = new ArrayList<>();
        List<String> same = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        for (PricePage.Known known : items) {
            String sku = known.item().sku();
            if (known.shared()) {
                troubles.add(new Trouble(
                        sku,
                        "duplicate-sku",
                        "several active products of the ERP have this SKU",
                        "leave the SKU on exactly one product (Internal Reference)"));
                continue;
            }
            Priced priced = pricing.price(known.item(), now);
            priced.nextChange().ifPresent(at -> next.merge(sku, at, (a, b) -> a.isBefore(b) ? a : b));
            if (priced instanceof Priced.Unknown unknown) {
                troubles.add(new Trouble(sku, unknown.code(), unknown.words(), unknown.remedy()));
                if (OF_ALL.contains(unknown.code()) && told.add(policy.store() + ": " + unknown.words())) {
                    LOG.warn(
                            "store {} gets no prices: {}; {} ('doctor' names the lists there are)",
                            policy.store(),
                            unknown.words(),
                            unknown.remedy());
                }
                continue;
            }
            Priced.Known found = (Priced.Known) priced;
            Standing stands = standing.getOrDefault(sku, new Standing("", "", ""));
            String after = PriceText.of(found.price());
            if (after.equals(stands.value()) || after.equals(stands.refused())) {
                same.add(sku);
            } else {
                proposals.add(proposal(policy, known.item(), found, stands, Optional.ofNullable(elsewhere.get(sku))));
            }
        }
        return new Found(proposals, same, troubles);
    }

    private static Proposal proposal(
            PricePolicy policy, ErpItem item, Priced.Known found, Standing stands, Optional<StorePrice> elsewhere) {
        Optional<StorePrice> before = PriceText.read(stands.value()).or(() -> elsewhere);
        boolean shownAlready =
                before.filter(old -> PriceText.isSame(old, found.price())).isPresent();
        List<Reason> reasons = shownAlready
                ? List.of()
                : policy
                        .guards()
                        .judge(
                                before,
                                found.price(),
                                found.net(),
                                item.item().cost(),
                                item.currency().equals(policy.currency()))
                        .stream()
                        .map(PriceDecisions::reason)
                        .toList();
        return new Proposal(
                item.sku(),
                before.map(PriceText::of).orElse(""),
                PriceText.of(found.price()),
                reasons,
                found.because(),
                before.isPresent() && !shownAlready);
    }

    private static Reason reason(Guards.Reason reason) {
        return new Reason(reason.code(), reason.words());
    }

    private void settle(String erp, String run) {
        for (PriceRules.OfStore store : rulesOf(erp)) {
            settle(erp, run, store.policy());
        }
    }

    private void settle(String erp, String run, PricePolicy policy) {
        List<Proposal> page = prices.proposals(policy.store(), run, PAGE);
        if (page.isEmpty()) {
            return; // as after nearly every poll; counting is not free
        }
        Instant now = clock.instant();
        Guards guards = policy.guards();
        Tally tally = prices.tally(policy.store(), run, now.minus(guards.mass().within()));
        Optional<Reason> mass =
                guards.mass(tally.changed(), tally.lately(), tally.skus()).map(PriceDecisions::reason);
        long published = 0;
        long held = 0;
        long heldBefore = held(policy.store());
        while (!page.isEmpty()) {
            List<String> late = late(policy.store(), page);
            prices.reconsider(policy.store(), late); // takes them out of the run; the next look at the time judges them
            List<Settlement> settlements = page.stream()
                    .filter(proposal -> !late.contains(proposal.sku()))
                    .map(proposal ->
                            new Settlement(proposal, reasons(proposal, mass), URGENCY, now.plus(guards.holdFor())))
                    .toList();
            prices.settle(policy.store(), erp, settlements);
            long heldNow = settlements.stream()
                    .filter(settlement -> !settlement.reasons().isEmpty())
                    .count();
            held += heldNow;
            published += settlements.size() - heldNow;
            page = prices.proposals(policy.store(), run, PAGE);
        }
        // A poll's overlap reads a held change again and again: that is no news.
        if (published > 0 || held(policy.store()) != heldBefore) {
            LOG.info("store {}: {} prices of {} go out, {} are held", policy.store(), published, erp, held);
        }
    }

    /** Whose first price was compared with nothing, while the store's own has come to be known since. */
    private List<String> late(String store, List<Proposal> page) {
        return List.copyOf(shown.of(
                        store,
                        page.stream()
                                .filter(proposal -> proposal.before().isEmpty())
                                .map(Proposal::sku)
                                .toList())
                .keySet());
    }

    private long held(String store) {
        return prices.waiting().stream()
                .filter(waiting -> waiting.store().equals(store))
                .mapToLong(Prices.Waiting::held)
                .sum();
    }

    /** A first price is no change: however many there are, they are not too many. */
    private static List<Reason> reasons(Proposal proposal, Optional<Reason> mass) {
        return proposal.changes()
                ? Stream.concat(proposal.reasons().stream(), mass.stream()).toList()
                : proposal.reasons();
    }
}
