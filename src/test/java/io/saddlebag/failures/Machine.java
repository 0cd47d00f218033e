package io.saddlebag.failures;

/** Where it ran. */
final class Machine {

    private Machine() {}

    static String now() {
        return "%d processors, %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("java.version"));
    }
}
