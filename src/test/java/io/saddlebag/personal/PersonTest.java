package io.saddlebag.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    @Test
    void anAddressIsTheSameInAnyCase() {
        Pseudonyms pseudonyms = new Pseudonyms("00ff");

        assertThat(Person.parse(" Ann@Example.COM ")).isEqualTo(new Person.Mail("ann@example.com"));
        assertThat(pseudonyms.of(Person.parse("Ann@Example.COM")))
                .isEqualTo(pseudonyms.of(Person.parse("ann@example.com")))
                .matches(Pseudonyms::is)
                .isNotEqualTo(pseudonyms.of(Person.parse("main:7")))
                .isNotEqualTo(new Pseudonyms("00fe").of(Person.parse("ann@example.com")));
        assertThat(pseudonyms).asString().doesNotContain("00ff");
    }

    @Test
    void anAccountIsOneOfAStore() {
        assertThat(Person.parse("main:7")).isEqualTo(new Person.Account("main", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@example.com", "ann@", "main:", "main:0", "main:7a", ":7", "Main:7"})
    void whatIsNeitherIsRefused(String typed) {
        assertThatThrownBy(() -> Person.parse(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("e-mail address");
    }
}
