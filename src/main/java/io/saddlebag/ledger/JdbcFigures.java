package io.saddlebag.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** {@link Figures} in the ledger's database. */
final class JdbcFigures implements Figures {

    private final JdbcLedger ledger;

    JdbcFigures(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public List<Day> days(Figure figure, Optional<String> subject, LocalDate from, LocalDate to) {
        List<Day> days = new ArrayList<>();
        histograms(figure, subject, from, to, FigureTable.Row::day)
                .forEach((day, histogram) -> days.add(new Day(day, count(histogram), spread(figure, histogram))));
        return days;
    }

    @Override
    public List<Sum> sums(Figure figure, LocalDate from, LocalDate to) {
        List<Sum> sums = new ArrayList<>();
        histograms(figure, Optional.empty(), from, to, FigureTable.Row::subject)
                .forEach((subject, histogram) ->
                        sums.add(new Sum(subject, count(histogram), spread(figure, histogram))));
        return sums;
    }

    private <K> Map<K, TreeMap<Integer, Long>> histograms(
            Figure figure, Optional<String> subject, LocalDate from, LocalDate to, Function<FigureTable.Row, K> key) {
        Map<K, TreeMap<Integer, Long>> histograms = new TreeMap<>();
        ledger.read(session -> FigureTable.read(session, figure, from, to, subject))
                .forEach(row -> histograms
                        .computeIfAbsent(key.apply(row), one -> new TreeMap<>())
                        .merge(row.bucket(), row.n(), Long::sum));
        return histograms;
    }

    private static long count(Map<Integer, Long> histogram) {
        return histogram.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Spread spread(Figure figure, TreeMap<Integer, Long> histogram) {
        return FigureTable.spread(figure.isTimed() ? histogram : new TreeMap<>());
    }
}
