package io.saddlebag.sandbox.shipbob;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Decides which centre ships what. One centre that has everything is preferred; otherwise the order is split over centres,
 * and if all of them together have too little, nothing is reserved and the whole order waits as one exception.
 */
final class Allocation {

    /**
     * One shipment to be.
     *
     * @param centre where
     * @param items what
     * @param covered whether the stock suffices
     */
    record Part(Centre centre, List<Item> items, boolean covered) {}

    private final List<Centre> centres;
    private final double splitShare;
    private final Random chance;

    Allocation(ShipBobOptions options) {
        this.centres = options.centres();
        this.splitShare = options.automation().splitShare();
        this.chance = new Random(options.seed());
    }

    Optional<Centre> centre(int id) {
        return centres.stream().filter(centre -> centre.id() == id).findFirst();
    }

    /** Splits the lines over centres, the wished one only if there is one. */
    List<Part> allocate(List<Line> lines, Optional<Centre> wished) {
        List<Item> whole =
                lines.stream().map(line -> new Item(line, line.quantity())).toList();
        List<Centre> candidates = wished.map(List::of).orElse(centres);
        for (Centre centre : candidates) {
            if (covers(centre, whole)) {
                return splitAtRandom(centre, whole);
            }
        }
        List<Part> parts = spread(whole, candidates);
        return parts.isEmpty() ? List.of(new Part(candidates.get(0), whole, false)) : parts;
    }

    /** Whether the centre can fulfil all of it; a product on two lines counts twice. */
    static boolean covers(Centre centre, List<Item> items) {
        for (Item item : items) {
            Product product = item.line().product();
            int wanted = 0;
            for (Item other : items) {
                wanted += other.line().product() == product ? other.quantity() : 0;
            }
            if (product.at(centre.id()).fulfillable() < wanted) {
                return false;
            }
        }
        return true;
    }

    private List<Part> splitAtRandom(Centre centre, List<Item> whole) {
        int units = whole.stream().mapToInt(Item::quantity).sum();
        if (splitShare <= 0 || units < 2 || chance.nextDouble() >= splitShare) {
            return List.of(new Part(centre, whole, true));
        }
        List<Item> first = new ArrayList<>();
        List<Item> second = new ArrayList<>();
        if (whole.size() > 1) {
            first.addAll(whole.subList(0, whole.size() / 2));
            second.addAll(whole.subList(whole.size() / 2, whole.size()));
        } else {
            Item only = whole.get(0);
            first.add(new Item(only.line(), only.quantity() / 2));
            second.add(new Item(only.line(), only.quantity() - only.quantity() / 2));
        }
        Centre other = centres.stream()
                .filter(candidate -> candidate != centre && covers(candidate, second))
                .findFirst()
                .orElse(centre);
        return List.of(new Part(centre, first, true), new Part(other, second, true));
    }

    private static List<Part> spread(List<Item> whole, List<Centre> candidates) {
        List<Item> wanted = new ArrayList<>(whole);
        List<Part> parts = new ArrayList<>();
        for (Centre centre : candidates) {
            List<Item> here = new ArrayList<>();
            List<Item> left = new ArrayList<>();
            for (Item item : wanted) {
                int free = item.line().product().at(centre.id()).fulfillable() - taken(here, item);
                int take = Math.max(0, Math.min(free, item.quantity()));
                if (take > 0) {
                    here.add(new Item(item.line(), take));
                }
                if (take < item.quantity()) {
                    left.add(new Item(item.line(), item.quantity() - take));
                }
            }
            if (!here.isEmpty()) {
                parts.add(new Part(centre, here, true));
            }
            wanted = left;
        }
        return wanted.isEmpty() ? parts : List.of();
    }

    private static int taken(List<Item> here, Item item) {
        int units = 0;
        for (Item other : here) {
            units += other.line().product() == item.line().product() ? other.quantity() : 0;
        }
        return units;
    }
}
