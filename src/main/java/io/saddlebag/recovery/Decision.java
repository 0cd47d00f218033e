package io.saddlebag.recovery;

import java.util.List;

/** What became of a person's wish about one parked message. */
public sealed interface Decision {

    /** It is so, durably. */
    record Taken() implements Decision {}

    /** There is no such message. */
    record Unknown() implements Decision {}

    /** The message does not wait any more; says what became of it. */
    record Settled(String how) implements Decision {}

    /** It cannot be so; every reason in words. */
    record Refused(List<String> why) implements Decision {
        /** Copies the reasons. */
        public Refused {
            why = List.copyOf(why);
        }
    }
}
