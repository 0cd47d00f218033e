package io.saddlebag.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A time as the command line prints it. */
final class Moment {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moment() {}

    /** To the second, in UTC. */
    static String text(Instant at) {
        return UTC.format(at);
    }
}
