package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.ledger.Figures;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Figures.Spread;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.settings.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Today's key figures for Prometheus; read from the ledger twice a minute at most. */
final class FigureGauges {

    private static final Logger LOG = LoggerFactory.getLogger(FigureGauges.class);
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Foundation base;
    private final Map<Figure, Figures.Day> today = new EnumMap<>(Figure.class);
    private Instant read = Instant.EPOCH;

    FigureGauges(Foundation base) {
        this.base = base;
    }

    void register() {
        for (Figure figure : Figure.values()) {
            gauge("saddlebag.figure.count", figure, "", Figures.Day::count);
            if (figure.isTimed()) {
                quantile(figure, "0.5", Spread::p50);
                quantile(figure, "0.95", Spread::p95);
                quantile(figure, "0.99", Spread::p99);
                target(figure);
            }
        }
    }

    private interface Part {
        Duration of(Spread spread);
    }

    private void quantile(Figure figure, String quantile, Part part) {
        gauge(
                "saddlebag.figure.seconds",
                figure,
                quantile,
                day -> part.of(day.spread()).toMillis() / 1000.0);
    }

    /** Where there is one. */
    private void target(Figure figure) {
        Section targets = base.settings.section("saddlebag.figures");
        if (targets.find(figure.word()).isPresent()) {
            double seconds = targets.duration(figure.word(), Duration.ZERO).toMillis() / 1000.0;
            Gauge.builder("saddlebag.figure.target.seconds", () -> seconds)
                    .tag("figure", figure.word())
                    .description("within how long 95 of 100 are to come there")
                    .register(base.meters);
        }
    }

    private void gauge(String name, Figure figure, String quantile, ToDoubleFunction<Figures.Day> value) {
        List<String> tags = quantile.isEmpty()
                ? List.of("figure", figure.word())
                : List.of("figure", figure.word(), "quantile", quantile);
        Gauge.builder(name, () -> of(figure).map(value::applyAsDouble).orElse(Double.NaN))
                .tags(tags.toArray(String[]::new))
                .description("today (UTC): " + figure.meaning())
                .register(base.meters);
    }

    private synchronized Optional<Figures.Day> of(Figure figure) {
        Instant now = base.clock.instant();
        if (read.plus(FRESH).isBefore(now)) {
            LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
            today.clear();
            read = now;
            try {
                for (Figure each : Figure.values()) {
                    base.ledger.figures().days(each, Optional.empty(), day, day).stream()
                            .findFirst()
                            .ifPresent(one -> today.put(each, one));
                }
            } catch (LedgerUnavailable e) {
                LOG.warn("today's key figures cannot be read: {}", e.getMessage());
            }
        }
        return Optional.ofNullable(today.get(figure));
    }
}
