package io.saddlebag.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

    /** What an operator reads is what the rule does. */
    @ParameterizedTest
    @EnumSource(Rule.class)
    void theReadmeTellsTheRuleWithItsDefaults(Rule rule) throws IOException {
        String row = "| `" + rule.word() + "` | " + rule.meaning() + " | "
                + (rule.isFed() ? rule.threshold() : "off: no feed yet") + " | " + text(rule.lasting()) + " | "
                + rule.severity().word() + " | " + text(rule.remind()) + " | " + rule.action() + " |";

        assertThat(Files.readString(Path.of("README.md"))).contains(row);
    }

    private static String text(Duration time) {
        return time.isZero() ? "0s" : time.toMinutes() < 60 ? time.toMinutes() + "m" : time.toHours() + "h";
    }
}
