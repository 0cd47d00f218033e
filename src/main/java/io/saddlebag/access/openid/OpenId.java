package io.saddlebag.access.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/**
 * Signing in with an OpenID Connect provider: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC
 * 7636). The browser keeps what a sign-in needs between its two ends, so nothing is kept here. Roles are those the provider
 * told of at the sign-in. Waits for the provider up to ten seconds a call: for threads that may wait.
 */
public final class OpenId {

    private static final int WAIT_MILLIS = 10_000;

    private final ProviderSettings settings;
    private final Provider provider;
    private final Claims claims;

    /** Signs in with this provider, which is asked for nothing before somebody does. */
    public OpenId(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.provider = new Provider(settings, clock, WAIT_MILLIS);
        this.claims = new Claims(settings);
    }

    /** What the button says. */
    public String label() {
        return settings.label();
    }

    /** Who says who somebody is. */
    public String issuer() {
        return settings.issuer();
    }

    /**
     * A sign-in that begins.
     *
     * @param address the provider's page, where the browser goes
     * @param kept what the browser keeps for {@link #end}, in a cookie no script reads
     */
    public record Begun(URI address, String kept) {}

    /**
     * Begins a sign-in.
     *
     * @throws SignInFailed if the provider does not say where its pages are
     */
    public Begun begin() throws SignInFailed {
        Kept kept = new Kept(new State(), new Nonce(), new CodeVerifier());
        OIDCProviderMetadata metadata = provider.metadata();
        Scope scopes = new Scope("openid");
        settings.scopes().forEach(scopes::add);
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE, scopes, new ClientID(settings.client()), settings.callback())
                .endpointURI(metadata.getAuthorizationEndpointURI())
                .state(kept.state())
                .nonce(kept.nonce())
                .codeChallenge(kept.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Begun(address, kept.text());
    }

    /**
     * Ends a sign-in where the provider sent the browser back.
     *
     * @param query of the address it came to
     * @param text what its cookie kept since {@link #begin}
     * @throws SignInFailed if the provider refuses, does not answer, or says what cannot be believed
     */
    public Vouched end(String query, String text) throws SignInFailed {
        Kept kept = Kept.of(text);
        try {
            AuthenticationResponse answer =
                    AuthenticationResponseParser.parse(URI.create(settings.callback() + "?" + query));
            if (!kept.state().equals(answer.getState())) {
                throw new SignInFailed("this answer belongs to no sign-in of this browser; try again");
            }
            if (answer instanceof AuthenticationErrorResponse refused) {
                throw new SignInFailed(
                        "the provider refused: " + refused.getErrorObject().getCode());
            }
            return claims.vouched(claims(answer.toSuccessResponse().getAuthorizationCode(), kept));
        } catch (GeneralException | IllegalArgumentException e) {
            throw new SignInFailed("the provider's answer cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SignInFailed("the provider does not answer", e);
        } catch (BadJOSEException | JOSEException e) {
            throw new SignInFailed("what the provider says of you cannot be believed: " + e.getMessage(), e);
        }
    }

    private IDTokenClaimsSet claims(AuthorizationCode code, Kept kept)
            throws GeneralException, IOException, BadJOSEException, JOSEException, SignInFailed {
        HTTPRequest request = tokenRequest(new AuthorizationCodeGrant(code, settings.callback(), kept.verifier()))
                .toHTTPRequest();
        request.setConnectTimeout(WAIT_MILLIS);
        request.setReadTimeout(WAIT_MILLIS);
        request.setFollowRedirects(false); // a code is for the provider and nobody else
        TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
        if (!(answer instanceof OIDCTokenResponse tokens)) {
            throw new SignInFailed("the provider refused the code: "
                    + answer.toErrorResponse().getErrorObject().getCode());
        }
        return provider.validator().validate(tokens.getOIDCTokens().getIDToken(), kept.nonce());
    }

    private TokenRequest tokenRequest(AuthorizationCodeGrant grant) throws SignInFailed {
        OIDCProviderMetadata metadata = provider.metadata();
        URI endpoint = metadata.getTokenEndpointURI();
        ClientID client = new ClientID(settings.client());
        if (settings.secret().isEmpty()) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        Secret secret = new Secret(settings.secret().get());
        boolean post = metadata.getTokenEndpointAuthMethods() != null
                && !metadata.getTokenEndpointAuthMethods().contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        ClientAuthentication authentication =
                post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
        return new TokenRequest.Builder(endpoint, authentication, grant).build();
    }

    /** What the browser keeps between the two ends. */
    private record Kept(State state, Nonce nonce, CodeVerifier verifier) {

        String text() {
            return state.getValue() + "." + nonce.getValue() + "." + verifier.getValue();
        }

        static Kept of(String text) throws SignInFailed {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 3) {
                throw new SignInFailed("this browser began no sign-in, or it took longer than ten minutes; try again");
            }
            try {
                return new Kept(new State(parts[0]), new Nonce(parts[1]), new CodeVerifier(parts[2]));
            } catch (IllegalArgumentException e) {
                throw new SignInFailed("this browser's cookie cannot be read; try again", e);
            }
        }
    }
}
