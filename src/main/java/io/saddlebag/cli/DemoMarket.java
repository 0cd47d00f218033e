package io.saddlebag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.sandbox.SandboxPartners;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens to stock and prices in the demo: goods come in, a price rises a little, and another falls by nine tenths, which
 * is held until the demo approves it half a minute later.
 */
final class DemoMarket {

    private static final List<String> WATCHED = List.of("HOOF-PICK", "LEADROPE", "BRIDLE-01", "OATS-10");
    private static final String WAREHOUSE = "WH";
    private static final String RISING = "LEADROPE";
    private static final String FALLING = "BRIDLE-01";
    private static final BigDecimal RISE = new BigDecimal("1.05");
    private static final BigDecimal DROP = new BigDecimal("0.10");
    private static final BigDecimal AT_FIRST = new BigDecimal("400");
    private static final BigDecimal RECEIPT = new BigDecimal("12");
    private static final Duration RECEIPTS = Duration.ofSeconds(7);
    private static final Duration RISES_AFTER = Duration.ofSeconds(8);
    private static final Duration FALLS_AFTER = Duration.ofSeconds(12);
    private static final Duration HELD_FOR = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxPartners partners;
    private final Ledger ledger;
    private final DaemonApi daemon;
    private final Instant started = Instant.now();
    private Instant received = Instant.now();
    private int receipts;
    private boolean risen;
    private boolean fallen;
    private Optional<String> approved = Optional.empty();

    DemoMarket(SandboxPartners partners, Ledger ledger, DaemonApi daemon) {
        this.partners = partners;
        this.ledger = ledger;
        this.daemon = daemon;
        for (String sku : WATCHED) {
            BigDecimal there = partners.odoo().stock(sku, WAREHOUSE);
            partners.odoo().addStock(sku, WAREHOUSE, AT_FIRST.subtract(there));
        }
    }

    /** Lays out mappings with the demo's own rules. */
    static Path mappings(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path rules = Files.createDirectories(to.resolve("rules"));
        for (String name : List.of("availability.yaml", "prices.yaml")) {
            try (InputStream own = DemoMarket.class.getResourceAsStream("/demo/" + name)) {
                Files.write(rules.resolve(name), own.readAllBytes());
            }
        }
        return to;
    }

    /** Has happen what is due. */
    void tick() throws InterruptedException {
        Instant now = Instant.now();
        if (now.isAfter(received.plus(RECEIPTS))) {
            received = now;
            partners.odoo().addStock(WATCHED.get(receipts++ % WATCHED.size()), WAREHOUSE, RECEIPT);
        }
        if (!risen && isShown(RISING) && now.isAfter(started.plus(RISES_AFTER))) {
            risen = true;
            partners.odoo().price(RISING, times(RISING, RISE));
        }
        if (!fallen && isShown(FALLING) && now.isAfter(started.plus(FALLS_AFTER))) {
            fallen = true;
            partners.odoo().price(FALLING, times(FALLING, DROP));
        }
        Optional<Hold> hold =
                held(FALLING).filter(held -> now.isAfter(held.heldAt().plus(HELD_FOR)));
        if (hold.isPresent()) {
            approved = Optional.of(hold.get().id());
            daemon.send(
                    "POST",
                    "/api/v1/prices/approve",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("by", "the demo")
                            .put("why", "it was meant")
                            .put("id", hold.get().id())
                            .toString());
        }
    }

    private boolean isShown(String sku) {
        return shown(sku, Aspect.PRICE).isPresent();
    }

    private BigDecimal times(String sku, BigDecimal factor) {
        String regular = shown(sku, Aspect.PRICE).orElseThrow().path("regular").asText();
        return new BigDecimal(regular).multiply(factor).setScale(2, RoundingMode.HALF_UP);
    }

    private Optional<Hold> held(String sku) {
        return ledger.prices().held(new Filter(Optional.of("main"), Optional.empty(), Optional.of(sku), 1)).stream()
                .findFirst();
    }

    private Optional<JsonNode> shown(String sku, Aspect aspect) {
        return ledger.publications()
                .find("main", sku, aspect)
                .flatMap(row -> row.shown())
                .map(DemoMarket::json);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what a store shows is no JSON", e);
        }
    }

    /** Why the numbers differ, and a line for each watched item: the ERP's stock, the store's, the store's price, and what is held. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("  the store shows fewer: 3 of each are kept back, and orders count before the ERP has sent them");
        for (String sku : WATCHED) {
            String price = shown(sku, Aspect.PRICE)
                    .map(shown -> "price " + shown.path("regular").asText())
                    .orElse("price as it was");
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-10s ERP %6s  store shows %6s  %-16s%s",
                    sku,
                    partners.odoo().stock(sku, WAREHOUSE).stripTrailingZeros().toPlainString(),
                    partners.store().stock(sku).map(String::valueOf).orElse("-"),
                    price,
                    remark(sku)));
        }
        return lines;
    }

    private static String regular(String price) {
        return json(price).path("regular").asText();
    }

    private String remark(String sku) {
        Optional<Hold> held = held(sku);
        if (held.isPresent()) {
            return "HELD for a person: " + regular(held.get().before()) + " -> "
                    + regular(held.get().after());
        }
        if (sku.equals(FALLING) && approved.isPresent()) {
            return "approved by the demo";
        }
        return "";
    }
}
