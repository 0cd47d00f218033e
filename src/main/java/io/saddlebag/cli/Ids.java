package io.saddlebag.cli;

import java.util.List;

/** Ids as people see and type them: by their beginning. */
final class Ids {

    /** As much of an id as lists show: enough to tell a million apart, mostly. */
    private static final int SHORT = 10;

    private Ids() {}

    static String shortened(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT);
    }

    /**
     * The one id that begins as typed.
     *
     * @param ids those that do
     * @param what what has the id, e.g. {@code parked message}
     * @param lists where such ids are listed, a half sentence
     * @throws Problem if there is none, or several
     */
    static String only(List<String> ids, String what, String typed, String lists) {
        if (ids.isEmpty()) {
            throw new Problem("no " + what + " has the id '" + typed + "'; " + lists);
        }
        if (ids.size() > 1) {
            throw new Problem("several " + what + "s begin with '" + typed + "': " + String.join(", ", ids));
        }
        return ids.get(0);
    }
}
