package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Figures;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Figures.Spread;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Key figures over HTTP: {@code GET /api/v1/figures?figure=&subject=&from=&to=}, days of UTC, the last 30 where none are named. A
 * figure's words are those of {@link Figure}; durations are milliseconds.
 */
public final class FiguresApi extends ApiPart {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 400;

    private final Figures figures;
    private final Clock clock;

    /** Serves the ledger's figures. */
    public FiguresApi(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/figures", Permission.SEE_FIGURES, this::list);
    }

    private void list(ApiCall call) {
        LocalDate to =
                call.param("to").map(text -> day("to", text)).orElse(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        LocalDate from = call.param("from").map(text -> day("from", text)).orElse(to.minusDays(USUAL_DAYS - 1L));
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            throw new ApiCall.BadRequest("'from' to 'to' must be 1 to " + MOST_DAYS + " days");
        }
        Optional<String> wanted = call.param("figure");
        if (wanted.isPresent()
                && Arrays.stream(Figure.values()).noneMatch(f -> f.word().equals(wanted.get()))) {
            throw new ApiCall.BadRequest("'figure' must be one of "
                    + Arrays.stream(Figure.values()).map(Figure::word).toList());
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
        ArrayNode list = answer.putArray("figures");
        for (Figure figure : Figure.values()) {
            if (wanted.filter(word -> !word.equals(figure.word())).isEmpty()) {
                write(list.addObject(), figure, call.param("subject"), from, to);
            }
        }
        call.answer(200, answer);
    }

    private void write(ObjectNode json, Figure figure, Optional<String> subject, LocalDate from, LocalDate to) {
        json.put("figure", figure.word()).put("meaning", figure.meaning());
        ArrayNode days = json.putArray("days");
        figures.days(figure, subject, from, to)
                .forEach(day -> spread(
                        days.addObject().put("day", day.day().toString()).put("count", day.count()),
                        figure,
                        day.spread()));
        ArrayNode subjects = json.putArray("subjects");
        figures.sums(figure, from, to)
                .forEach(sum -> spread(
                        subjects.addObject().put("subject", sum.subject()).put("count", sum.count()),
                        figure,
                        sum.spread()));
    }

    private static void spread(ObjectNode json, Figure figure, Spread spread) {
        if (figure.isTimed()) {
            json.put("meanMs", spread.mean().toMillis())
                    .put("p50Ms", spread.p50().toMillis())
                    .put("p95Ms", spread.p95().toMillis())
                    .put("p99Ms", spread.p99().toMillis());
        }
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new ApiCall.BadRequest("'" + name + "' must be a day such as 2026-11-30");
        }
    }
}
