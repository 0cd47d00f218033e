package io.saddlebag.house;

import java.util.List;
import java.util.function.Consumer;

/** One rule of the house for route files. It may look at all files, and reports each breach as file and words. */
interface RouteRule {

    /**
     * Checks every file.
     *
     * @param files all route files of the daemon
     * @param breach takes "path: what is wrong"
     */
    void check(List<RouteFile> files, Consumer<String> breach);

    /** A rule about one flow at a time. */
    static RouteRule ofFlows(FlowRule rule) {
        return (files, breach) -> files.forEach(file -> file.flows()
                .forEach(flow -> rule.check(
                        file,
                        flow,
                        words -> breach.accept(
                                file.path() + (flow.id().isEmpty() ? ": " : ": " + flow.id() + ": ") + words))));
    }

    /** What {@link #ofFlows} repeats. */
    interface FlowRule {
        void check(RouteFile file, Flow flow, Consumer<String> breach);
    }
}
