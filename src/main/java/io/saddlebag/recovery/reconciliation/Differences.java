package io.saddlebag.recovery.reconciliation;

import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.OpenParked;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Gathers what differs about one order. Where a parked message explains that the order stands still, the parked message is
 * told instead; what else differs carries its id.
 */
final class Differences {

    private static final int ID = 20;

    private final String store;
    private final Optional<OrderKey> order;
    private final Instant aboutAt;
    private final String currency;
    private final List<Found> found = new ArrayList<>();

    private Differences(String store, Optional<OrderKey> order, String currency, Instant aboutAt) {
        this.store = store;
        this.order = order;
        this.currency = currency;
        this.aboutAt = aboutAt;
    }

    static Differences of(OrderKey order, String currency, Instant aboutAt) {
        return new Differences(order.store(), Optional.of(order), currency, aboutAt);
    }

    static Differences of(Known known) {
        return of(known.key(), known.row().currency(), known.row().placedAt());
    }

    Differences add(Kind kind, String system, String subject, BigDecimal amount, Repair repair, String detail) {
        found.add(new Found(
                id(kind, system, subject),
                kind.word(),
                store,
                order,
                system,
                subject,
                amount.abs(),
                currency,
                detail,
                repair.word(),
                Optional.empty(),
                aboutAt));
        return this;
    }

    private String id(Kind kind, String system, String subject) {
        String name = String.join(
                "|", kind.word(), store, order.map(OrderKey::toString).orElse(""), system, subject);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What was found, with the parked messages of the order. */
    List<Found> with(List<OpenParked> parked, BigDecimal value) {
        if (parked.isEmpty()) {
            return List.copyOf(found);
        }
        OpenParked first = parked.get(0);
        List<Found> told = new ArrayList<>();
        List<String> standing = new ArrayList<>();
        for (Found one : found) {
            if (Kind.of(one.kind()).filter(Kind::isStandingStill).isPresent()) {
                standing.add(one.detail());
            } else {
                told.add(explained(one, first.id()));
            }
        }
        if (told.isEmpty() || !standing.isEmpty()) {
            found.clear();
            add(
                    Kind.PARKED,
                    "saddlebag",
                    first.id(),
                    value,
                    Repair.REPLAY,
                    first.code() + " at " + first.queue() + ": " + first.cause()
                            + (parked.size() > 1 ? " (and " + (parked.size() - 1) + " more)" : "")
                            + (standing.isEmpty() ? "" : "; " + String.join("; ", standing)));
            told.add(explained(found.get(0), first.id()));
        }
        return told;
    }

    private static Found explained(Found found, String parked) {
        return new Found(
                found.id(),
                found.kind(),
                found.store(),
                found.order(),
                found.system(),
                found.subject(),
                found.amount(),
                found.currency(),
                found.detail(),
                found.repair(),
                Optional.of(parked),
                found.aboutAt());
    }
}
