package io.saddlebag.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** The faults a sandbox partner shows at present. Thread-safe; chance is seeded, so a run can be repeated. */
public final class Faults {

    private final List<Active> active = new ArrayList<>();
    private final Random chance = new Random(20_26);

    /** Adds one fault; several may hit one request (a delay and an error, say). */
    public synchronized void add(Fault fault) {
        active.add(new Active(fault));
    }

    /** Ends one fault, the oldest that is like it; the others stay. */
    public synchronized void remove(Fault fault) {
        active.stream().filter(a -> a.fault.equals(fault)).findFirst().ifPresent(active::remove);
    }

    /** Chance starts anew from here. */
    public synchronized void seed(long seed) {
        chance.setSeed(seed);
    }

    /** Ends every fault. */
    public synchronized void clear() {
        active.clear();
    }

    /** The faults still in force. */
    public synchronized List<Fault> list() {
        return active.stream().map(a -> a.fault).toList();
    }

    /** The delay this request gets, in milliseconds, and the first other fault that hits it. */
    synchronized Hit hit(String methodAndPath, String query) {
        long delay = 0;
        Optional<Fault> other = Optional.empty();
        for (Active a : List.copyOf(active)) {
            boolean latency = a.fault.kind() == Fault.Kind.LATENCY;
            if ((!latency && other.isPresent()) || !a.applies(methodAndPath, query) || !drawn(a.fault)) {
                continue;
            }
            if (latency) {
                delay += a.fault.millis()
                        + (a.fault.jitterMillis() > 0 ? chance.nextLong(a.fault.jitterMillis() + 1) : 0);
            } else {
                other = Optional.of(a.fault);
            }
            a.used++;
            if (a.fault.times() > 0 && a.used >= a.fault.times()) {
                active.remove(a);
            }
        }
        return new Hit(delay, other);
    }

    private boolean drawn(Fault fault) {
        return fault.probability() >= 1 || chance.nextDouble() < fault.probability();
    }

    record Hit(long delayMillis, Optional<Fault> fault) {}

    private static final class Active {
        private final Fault fault;
        private final Pattern pattern;
        private int used;

        Active(Fault fault) {
            this.fault = fault;
            this.pattern = Pattern.compile(fault.match());
        }

        boolean applies(String methodAndPath, String query) {
            return pattern.matcher(methodAndPath).find()
                    || pattern.matcher(methodAndPath + "?" + query).find();
        }
    }
}
