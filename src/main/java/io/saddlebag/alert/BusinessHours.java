package io.saddlebag.alert;

import io.saddlebag.settings.Section;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When silence is no quiet night: days of the week, and hours of a day in a zone. Hours that end before they begin run past
 * midnight and belong to the day they begin on.
 *
 * @param days days with business
 * @param from first moment
 * @param to first moment after; equal to {@code from} for the whole day
 */
public record BusinessHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    private static final Pattern HOURS = Pattern.compile("(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})");
    private static final List<String> NAMES = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    /** Silence of longer than this is silence. */
    private static final int MOST_DAYS = 60;

    /** Copies the days. */
    public BusinessHours {
        days = Set.copyOf(days);
    }

    /** Reads {@code days}, {@code hours} and {@code zone}. */
    static BusinessHours from(Section section) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : section.list("days", NAMES)) {
            days(section, word.toLowerCase(Locale.ROOT), days);
        }
        ZoneId zone = ZoneId.of("UTC");
        try {
            zone = ZoneId.of(section.text("zone", "UTC"));
        } catch (DateTimeException e) {
            section.problem("zone", "must be a time zone such as Europe/Berlin");
        }
        Matcher hours = HOURS.matcher(section.text("hours", "08:00-20:00"));
        if (hours.matches()) {
            try {
                return new BusinessHours(days, time(hours, 1), time(hours, 3), zone);
            } catch (DateTimeException e) {
                section.problem("hours", "must be times of a day such as 08:00-20:00");
            }
        } else {
            section.problem("hours", "must be two times such as 08:00-20:00");
        }
        return new BusinessHours(days, LocalTime.of(8, 0), LocalTime.of(20, 0), zone);
    }

    private static void days(Section section, String word, Set<DayOfWeek> days) {
        String[] ends = word.split("-", 2);
        int first = NAMES.indexOf(ends[0].strip());
        int last = NAMES.indexOf(ends[ends.length - 1].strip());
        if (first < 0 || last < 0) {
            section.problem("days", "must be days such as mon-fri or mon,tue,sat");
            return;
        }
        for (int day = first; ; day = (day + 1) % NAMES.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) {
                return;
            }
        }
    }

    /** 24:00 is the end of the day. */
    private static LocalTime time(Matcher hours, int group) {
        int hour = Integer.parseInt(hours.group(group));
        int minute = Integer.parseInt(hours.group(group + 1));
        return hour == 24 && minute == 0 ? LocalTime.MIDNIGHT : LocalTime.of(hour, minute);
    }

    /** Whether there is business at that moment. */
    public boolean includes(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return isWithin(today, moment) || isWithin(today.minusDays(1), moment);
    }

    private boolean isWithin(LocalDate day, Instant moment) {
        return days.contains(day.getDayOfWeek()) && !moment.isBefore(opens(day)) && moment.isBefore(closes(day));
    }

    private Instant opens(LocalDate day) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    private Instant closes(LocalDate day) {
        LocalDate end = to.isAfter(from) ? day : day.plusDays(1);
        return end.atTime(to).atZone(zone).toInstant();
    }

    /** How much of the time between two moments was business; of the last {@value #MOST_DAYS} days. */
    public Duration between(Instant start, Instant end) {
        Instant first = end.minus(Duration.ofDays(MOST_DAYS));
        Instant begin = start.isBefore(first) ? first : start;
        Duration sum = Duration.ZERO;
        LocalDate last = end.atZone(zone).toLocalDate();
        for (LocalDate day = begin.atZone(zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek())) {
                Instant opens = opens(day).isAfter(begin) ? opens(day) : begin;
                Instant closes = closes(day).isBefore(end) ? closes(day) : end;
                if (opens.isBefore(closes)) {
                    sum = sum.plus(Duration.between(opens, closes));
                }
            }
        }
        return sum;
    }
}
