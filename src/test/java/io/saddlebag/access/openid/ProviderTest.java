package io.saddlebag.access.openid;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.access.Role;
import io.saddlebag.testing.OpenIdProvider;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Providers that cannot be used. */
class ProviderTest {

    @Test
    void oneThatIsDownIsToldToWhoTries() {
        OpenIdProvider provider = new OpenIdProvider();
        provider.close();

        assertThatThrownBy(() -> openId(provider.issuer()).begin())
                .isInstanceOf(SignInFailed.class)
                .hasMessage("the provider does not answer");
    }

    @Test
    void oneThatCallsItselfOtherwiseIsNotBelieved() {
        try (OpenIdProvider provider = new OpenIdProvider()) {
            String other = provider.issuer().replace("127.0.0.1", "localhost");

            assertThatThrownBy(() -> openId(other).begin())
                    .isInstanceOf(SignInFailed.class)
                    .hasMessage("the provider does not describe itself as its issuer says it does");
        }
    }

    private static OpenId openId(String issuer) {
        return new OpenId(
                new ProviderSettings(
                        issuer,
                        OpenIdProvider.CLIENT,
                        Optional.of(OpenIdProvider.SECRET),
                        URI.create("https://console.example.com/sign-in/openid/done"),
                        List.of(),
                        "preferred_username",
                        "groups",
                        Map.of("shop-it", Set.of(Role.IT_OPERATIONS)),
                        ""),
                Clock.systemUTC());
    }
}
