package io.saddlebag.access.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.saddlebag.access.Role;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where providers put groups, and what becomes of names. */
class ClaimsTest {

    static Stream<Arguments> groups() {
        return Stream.of(
                Arguments.of("groups", Map.of("groups", List.of("others", "shop-it", "shop-money"))),
                Arguments.of(
                        "realm_access.roles",
                        Map.of("realm_access", Map.of("roles", List.of("shop-it", "shop-money")))),
                Arguments.of(
                        "https://example.com/roles",
                        Map.of("https://example.com/roles", List.of("shop-it", "shop-money"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void groupsAreFoundWhereTheProviderPutsThem(String claim, Map<String, Object> said) throws Exception {
        assertThat(vouched(claim, said).roles())
                .containsExactlyInAnyOrder(Role.IT_OPERATIONS, Role.FINANCE, Role.SUPPORT);
    }

    @Test
    void oneGroupMayStandAloneAndNoneGivesNoRole() throws Exception {
        assertThat(vouched("groups", Map.of("groups", "shop-it")).roles()).containsExactly(Role.IT_OPERATIONS);
        assertThat(vouched("groups", Map.of()).roles()).isEmpty();
        assertThat(vouched("realm_access.roles", Map.of("realm_access", "shop-it"))
                        .roles())
                .isEmpty();
    }

    private static Vouched vouched(String claim, Map<String, Object> said) throws ParseException, SignInFailed {
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder()
                .issuer("https://login.example.com/shop")
                .subject("1")
                .audience("saddlebag")
                .expirationTime(new java.util.Date(2_000_000_000_000L))
                .issueTime(new java.util.Date(1_900_000_000_000L))
                .claim("preferred_username", "ann");
        said.forEach(token::claim);
        ProviderSettings settings = new ProviderSettings(
                "https://login.example.com/shop",
                "saddlebag",
                Optional.empty(),
                URI.create("https://console.example.com/sign-in/openid/done"),
                List.of(),
                "preferred_username",
                claim,
                Map.of("shop-it", Set.of(Role.IT_OPERATIONS), "shop-money", Set.of(Role.FINANCE, Role.SUPPORT)),
                "");
        Vouched vouched = new Claims(settings).vouched(new IDTokenClaimsSet(token.build()));
        assertThat(vouched.name()).isEqualTo("ann@login.example.com");
        return vouched;
    }
}
