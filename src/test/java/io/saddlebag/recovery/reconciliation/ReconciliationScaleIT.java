package io.saddlebag.recovery.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred thousand orders of 2 kB documents are compared with 48 MB of heap for everything. */
class ReconciliationScaleIT {

    @TempDir
    private Path folder;

    @Test
    void comparesAHundredThousandOrdersInBoundedMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReconciliationScale.class.getName(),
                        folder.toString(),
                        "100000")
                .redirectErrorStream(true)
                .directory(new File("."))
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).as(said).isZero();
        // 100 were never captured, 40 are cancelled in the ERP.
        assertThat(said).contains("state=COMPLETE", " found=140 ");
    }
}
