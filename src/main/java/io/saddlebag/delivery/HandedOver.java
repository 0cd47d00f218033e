package io.saddlebag.delivery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

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
