package io.saddlebag.recovery.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * More orders of 2 kB documents than would fit are compared with 48 MB of heap for everything. Longer: {@code
 * -Dreconciliation.orders=100000}.
 */
@Isolated
class ReconciliationScaleIT {

    private static final int ORDERS = Integer.getInteger("reconciliation.orders", 30_000);

    @TempDir
    private Path folder;

    @Test
    void comparesOrdersInBoundedMemoryHoweverManyThereAre() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReconciliationScale.class.getName(),
                        folder.toString(),
                        String.valueOf(ORDERS))
                .redirectErrorStream(true)
                .directory(new File("."))
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).as(said).isZero();
        int neverCaptured = ORDERS / 1_000;
        int cancelledInTheErp = ORDERS / 2_500;
        assertThat(said).contains("state=COMPLETE", " found=" + (neverCaptured + cancelledInTheErp) + " ");
    }
}
