package io.saddlebag.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesCheckTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheProductsOwnRoutes() {
        Finding finding = new RouteFilesCheck(Path.of("routes")).finding();

        assertThat(finding.detail()).matches("[0-9]{2} files in routes can be read");
        assertThat(finding.status()).isEqualTo(Finding.Status.OK);
    }

    @Test
    void namesFileAndLineOfWhatIsNoRoute() throws IOException {
        Path file = folder.resolve("capture-orders.camel.yaml");
        Files.writeString(
                file,
                "- route:\n    id: capture-orders\n    from:\n      uri: direct:x\n      stepps:\n        - log: x\n");

        Finding finding = new RouteFilesCheck(folder).finding();

        assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finding.detail()).contains(file.toString());
    }

    @Test
    void namesFileLineAndColumnOfWhatIsNoYaml() throws IOException {
        Files.writeString(folder.resolve("a.camel.yaml"), "- route:\n    id: [\n    from: x\n");

        Finding finding = new RouteFilesCheck(folder).finding();

        assertThat(finding.status()).isEqualTo(Finding.Status.FAIL);
        assertThat(finding.detail()).contains("a.camel.yaml, line ");
    }
}
