package io.saddlebag.access.openid;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a provider says of itself, asked for again after an hour; its keys are looked up when one is not known. */
final class Provider {

    private static final Duration FRESH = Duration.ofHours(1);
    private static final int LARGEST_KEYS = 200_000;

    private final ProviderSettings settings;
    private final Clock clock;
    private final int waitMillis;
    private Said said;

    Provider(ProviderSettings settings, Clock clock, int waitMillis) {
        this.settings = settings;
        this.clock = clock;
        this.waitMillis = waitMillis;
    }

    private record Said(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

    OIDCProviderMetadata metadata() throws SignInFailed {
        return said().metadata();
    }

    /** Takes what is signed with a key of the provider, in one of its ways, for this client. */
    IDTokenValidator validator() throws SignInFailed {
        return said().validator();
    }

    private synchronized Said said() throws SignInFailed {
        if (said == null || clock.instant().isAfter(said.until())) {
            said = ask();
        }
        return said;
    }

    private Said ask() throws SignInFailed {
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), waitMillis, waitMillis);
            if (metadata.getAuthorizationEndpointURI() == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getJWKSetURI() == null) {
                throw new SignInFailed("the provider does not name its addresses");
            }
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(waitMillis, waitMillis, LARGEST_KEYS))
                    .build();
            IDTokenValidator validator = new IDTokenValidator(
                    metadata.getIssuer(),
                    new ClientID(settings.client()),
                    new JWSVerificationKeySelector<>(algorithms(metadata), keys),
                    null);
            return new Said(metadata, validator, clock.instant().plus(FRESH));
        } catch (GeneralException | MalformedURLException e) {
            throw new SignInFailed("the provider does not describe itself as its issuer says it does", e);
        } catch (IOException e) {
            throw new SignInFailed("the provider does not answer", e);
        }
    }

    /** Signatures only the provider can make; what it offers beside them ({@code none}, a shared secret) is not taken. */
    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) {
        List<JWSAlgorithm> offered = metadata.getIDTokenJWSAlgs();
        Set<JWSAlgorithm> taken = new HashSet<>(offered == null ? List.of(JWSAlgorithm.RS256) : offered);
        taken.retainAll(JWSAlgorithm.Family.SIGNATURE);
        return taken.isEmpty() ? Set.of(JWSAlgorithm.RS256) : taken;
    }
}
