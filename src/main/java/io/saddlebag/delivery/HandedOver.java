package io.saddlebag.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the polls of this process have put into the buffer already. It only saves work: after a restart everything is new
 * again, and the journey drops what it knows.
 */
public final class HandedOver {

    private static final int REMEMBERED = 20_000;

    private final Map<String, Long> digests = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * A pass over a partner's rows. What it takes counts as handed over when {@link #handedOver} says so, or {@link #ended}, and not
     * before: Camel's splitter goes through all that is left of a sequence that failed, without handing it on, and that must be
     * news to the next pass.
     */
    public final class Pass {

        private final Map<String, Long> taken = new HashMap<>();
        private String latest = "";

        private Pass() {}

        /** Whether it was not handed over with just this content, and this pass has not taken it so. */
        public boolean isNew(String id, byte[] body) {
            Long known = taken.get(id);
            return (known == null || known != digest(body)) && HandedOver.this.isNew(id, body);
        }

        /** It is on its way into the buffer. */
        public void takes(String id, byte[] body) {
            taken.put(id, digest(body));
            latest = id;
        }

        /** The buffer has what was taken last, or knew it before. */
        public void handedOver() {
            Optional.ofNullable(taken.get(latest)).ifPresent(digest -> remember(Map.of(latest, digest)));
        }

        /** The buffer has all that this pass took. */
        public void ended() {
            remember(taken);
        }
    }

    /** A pass over a partner's rows. */
    public Pass begin() {
        return new Pass();
    }

    private synchronized void remember(Map<String, Long> taken) {
        digests.putAll(taken);
    }

    /** Whether it was not handed over with just this content. */
    public synchronized boolean isNew(String id, byte[] body) {
        Long known = digests.get(id);
        return known == null || known != digest(body);
    }

    /** To be told when the buffer has it, not before: what is told here is not sent again by this process. */
    public synchronized void handedOver(String id, byte[] body) {
        digests.put(id, digest(body));
    }

    private static long digest(byte[] body) {
        long hash = ((long) body.length << 32) ^ Arrays.hashCode(body);
        for (byte b : body) {
            hash = hash * 1_099_511_628_211L + b;
        }
        return hash;
    }
}
