package io.saddlebag.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is to be told to a session on the next page it sees. */
final class Told {

    private static final int REMEMBERED = 1_000;

    private final Map<String, Word> words = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Word> eldest) {
            return size() > REMEMBERED;
        }
    };

    record Word(String text, boolean wrong) {}

    synchronized void tell(String session, Word word) {
        words.put(session, word);
    }

    synchronized Optional<Word> take(String session) {
        return Optional.ofNullable(words.remove(session));
    }
}
