package io.saddlebag.availability;

import io.saddlebag.availability.Exemptions.Fitting;
import io.saddlebag.availability.Layout.Seller;
import io.saddlebag.availability.Rules.Channel;
import io.saddlebag.availability.Rules.Exemption;
import io.saddlebag.availability.Rules.Kit;
import io.saddlebag.availability.Rules.Node;
import io.saddlebag.availability.Rules.Said;
import io.saddlebag.availability.Sources.State;
import io.saddlebag.availability.Tally.Words;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The arithmetic of {@code package-info}, one item in one channel at a time. Pieces of a kit come before the kit. */
final class Calculation {

    /** What comes out beside the tally. */
    record Outcome(Backorders backorders, boolean stale) {}

    private static final Outcome NOTHING = new Outcome(Backorders.NO, false);

    private final Map<String, Item> items;
    private final Layout layout;
    private final Sources sources;
    private final NodeStock stock;

    Calculation(Map<String, Item> items, Layout layout, Sources sources) {
        this.items = items;
        this.layout = layout;
        this.sources = sources;
        this.stock = new NodeStock(layout, sources);
    }

    Outcome run(Subject subject, Seller seller, Tally tally) {
        Item item = subject.item();
        if (!item.known()) {
            tally.say(() -> Words.of("article", "no source and no rule knows this SKU: nothing is sold", ""));
            return NOTHING;
        }
        if (!item.active()) {
            tally.say(() -> Words.of("article", "not active in the ERP's item master: nothing is sold", ""));
            return NOTHING;
        }
        Optional<Kit> kit = layout.kit(item.sku());
        return kit.isPresent()
                ? kit(item, kit.get(), seller, subject.fitting(), tally)
                : stocked(subject, seller, tally);
    }

    private Outcome kit(Item item, Kit kit, Seller seller, Fitting fitting, Tally tally) {
        int channel = seller.index();
        Backorders backorders = backorders(seller, fitting, tally);
        boolean stale = false;
        long least = Long.MAX_VALUE;
        String scarcest = "";
        for (Map.Entry<String, Long> piece : new TreeMap<>(kit.pieces()).entrySet()) {
            Optional<Item> found = Optional.ofNullable(items.get(piece.getKey()));
            long there = found.map(part -> part.quantity(channel)).orElse(0L);
            long enough = there / piece.getValue();
            tally.say(() -> Words.of(
                    "kit",
                    "%s: %d can be sold, %d in each kit: enough for %d"
                            .formatted(piece.getKey(), there, piece.getValue(), enough),
                    kit.where()));
            if (enough < least) {
                least = enough;
                scarcest = piece.getKey();
            }
            backorders = backorders.stricter(
                    found.map(part -> part.backorders(channel)).orElse(Backorders.NO));
            stale |= found.map(part -> part.stale(channel)).orElse(false);
        }
        String limit = scarcest;
        tally.show(least, () -> Words.of("kit", "as many as there is " + limit + " for", kit.where()));
        if (item.levels().length > 0) {
            tally.say(() -> Words.of("kit", "stock of the kit itself is not counted", kit.where()));
        }
        cap(seller, fitting, tally);
        return new Outcome(backorders, stale);
    }

    private Outcome stocked(Subject subject, Seller seller, Tally tally) {
        Fitting fitting = subject.fitting();
        boolean stale = false;
        for (Node node : seller.nodes()) {
            if (subject.served(node)) {
                State state = sources.state(node);
                stale |= state != State.FRESH;
                stock.add(subject, node, state, seller.channel(), tally);
            }
        }
        strangers(subject, tally);
        orders(subject.item(), seller, tally);
        pool(subject, seller, tally);
        share(seller, fitting, tally);
        cap(seller, fitting, tally);
        return new Outcome(backorders(seller, fitting, tally), stale);
    }

    /** Stock at places no node of the rules names. */
    private void strangers(Subject subject, Tally tally) {
        for (int i = 0; i < subject.owners().size(); i++) {
            Level level = subject.item().levels()[i];
            if (subject.owners().get(i).isEmpty()) {
                tally.say(() -> new Words(
                        "elsewhere",
                        "not counted: " + level.onHand() + " in "
                                + level.place().location() + ", no node has it",
                        level.place().source(),
                        Optional.of(sources.good(level))));
            }
        }
    }

    private void orders(Item item, Seller seller, Tally tally) {
        Optional<Needs> found = Needs.of(item, items, layout, seller, sources);
        if (found.isEmpty()) {
            return;
        }
        Needs needs = found.get();
        needs.sent().forEach((warehouse, sum) -> {
            String source = Layout.WAREHOUSE + warehouse;
            tally.add(
                    -sum.pieces(),
                    () -> new Words(
                            "orders",
                            "sent to " + warehouse + ", not in its numbers yet: " + sum.orders(),
                            source,
                            sources.asOf(source)));
        });
        tally.add(
                -needs.unsent().pieces(),
                () -> new Words(
                        "orders",
                        "sold, in no source's numbers yet: " + needs.unsent().orders(),
                        String.join(" and ", seller.erps()),
                        seller.erps().stream().findFirst().flatMap(sources::asOf)));
        if (!needs.contained().isEmpty()) {
            tally.say(() -> Words.of(
                    "orders", "in the numbers already: " + needs.contained().orders(), ""));
        }
    }

    private void pool(Subject subject, Seller seller, Tally tally) {
        Said<Long> threshold = subject.fitting()
                .first("", "", Exemption::threshold)
                .orElse(layout.rules().threshold());
        long there = Math.max(0, tally.total());
        tally.add(
                -Math.min(threshold.value(), there),
                () -> Words.of("pool", "threshold" + NodeStock.limited(threshold.value(), there), threshold.where()));
        tally.add(
                Math.max(0, -tally.total()),
                () -> Words.of("pool", "more is promised than is there: counts as nothing", ""));
        for (Node node : seller.nodes()) {
            if (Layout.always(node) && subject.served(node)) {
                tally.show(
                        node.quantity(),
                        () -> Words.of(
                                NodeStock.part(node), "a supplier sends these, however many are sold", node.where()));
            }
        }
    }

    private void share(Seller seller, Fitting fitting, Tally tally) {
        Channel channel = seller.channel();
        long pool = tally.total();
        long fenced = 0;
        long earlier = 0;
        Said<Long> own = channel.ringFence();
        for (Channel rival : seller.rivals()) {
            Said<Long> fence =
                    fitting.first(rival.name(), "", Exemption::ringFence).orElse(rival.ringFence());
            if (rival == channel) {
                own = fence;
                earlier = fenced;
            }
            fenced += fence.value();
        }
        long taken = Math.min(pool, fenced);
        tally.add(-taken, () -> Words.of("channel", "ring-fenced for channels that share", ""));
        long rest = tally.total();
        int share = channel.share().value();
        tally.add(
                Pieces.part(rest, share) - rest,
                () -> Words.of(
                        "channel",
                        "not this channel's: its share is " + NodeStock.percent(share),
                        channel.share().where()));
        Said<Long> fence = own;
        tally.add(
                Math.min(fence.value(), Math.max(0, pool - earlier)),
                () -> Words.of("channel", "ring-fenced for this channel", fence.where()));
    }

    private void cap(Seller seller, Fitting fitting, Tally tally) {
        Optional<Said<Long>> cap =
                fitting.first(seller.channel().name(), "", Exemption::cap).or(seller.channel()::cap);
        cap.ifPresent(said -> tally.add(
                Math.min(0, said.value() - tally.total()),
                () -> Words.of("channel", "never shows more than " + said.value(), said.where())));
    }

    private static Backorders backorders(Seller seller, Fitting fitting, Tally tally) {
        Said<Backorders> said = fitting.first(seller.channel().name(), "", Exemption::backorders)
                .orElse(seller.channel().backorders());
        tally.say(() -> Words.of("channel", "backorders: " + said.value().word(), said.where()));
        return said.value();
    }
}
