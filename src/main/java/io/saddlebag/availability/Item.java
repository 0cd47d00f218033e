package io.saddlebag.availability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of one SKU, and its result in each channel. Small: there are a hundred thousand of them. */
final class Item {

    private static final Level[] NO_LEVELS = {};
    private static final Backorders[] WORDS = Backorders.values();
    private static final byte STALE = 4;

    private final String sku;
    private String category = "";
    private boolean active = true;
    private boolean listed;
    private boolean known;
    private Level[] levels = NO_LEVELS;
    private Map<String, List<Demand>> demand = Map.of();
    private long[] quantities;
    private byte[] states;

    Item(String sku, int channels) {
        this.sku = sku;
        this.quantities = new long[channels];
        this.states = new byte[channels];
    }

    String sku() {
        return sku;
    }

    String category() {
        return category;
    }

    boolean active() {
        return active;
    }

    /** In the ERP's item master or reported by a source. */
    boolean reported() {
        return listed || levels.length > 0;
    }

    Level[] levels() {
        return levels;
    }

    Collection<List<Demand>> demand() {
        return demand.values();
    }

    void facts(ItemFacts facts) {
        listed = true;
        category = facts.category();
        active = facts.active();
    }

    /** Replaces the level of its place. */
    void level(Level level) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].place().equals(level.place())) {
                levels[i] = level;
                return;
            }
        }
        levels = Arrays.copyOf(levels, levels.length + 1);
        levels[levels.length - 1] = level;
    }

    void need(Demand row) {
        if (demand.isEmpty()) {
            demand = new HashMap<>(4);
        }
        demand.computeIfAbsent(row.order(), order -> new ArrayList<>(1)).add(row);
    }

    void release(String order) {
        if (!demand.isEmpty()) {
            demand.remove(order);
            if (demand.isEmpty()) {
                demand = Collections.emptyMap();
            }
        }
    }

    /** Puts the results in the order of new channels; each says which one it was, -1 for none. */
    void arrange(int[] from) {
        long[] numbers = new long[from.length];
        byte[] others = new byte[from.length];
        for (int i = 0; i < from.length; i++) {
            if (from[i] >= 0) {
                numbers[i] = quantities[from[i]];
                others[i] = states[from[i]];
            }
        }
        quantities = numbers;
        states = others;
    }

    /** Whether anybody but an order knows the SKU; true if that is news. */
    boolean known(boolean now) {
        boolean news = now != known;
        known = now;
        return news;
    }

    boolean known() {
        return known;
    }

    long quantity(int channel) {
        return quantities[channel];
    }

    Backorders backorders(int channel) {
        return WORDS[states[channel] & 3];
    }

    boolean stale(int channel) {
        return (states[channel] & STALE) != 0;
    }

    /** Sets a channel's result; true if it differs. */
    boolean result(int channel, long quantity, Backorders backorders, boolean stale) {
        byte state = (byte) (backorders.ordinal() | (stale ? STALE : 0));
        if (quantities[channel] == quantity && states[channel] == state) {
            return false;
        }
        quantities[channel] = quantity;
        states[channel] = state;
        return true;
    }
}
