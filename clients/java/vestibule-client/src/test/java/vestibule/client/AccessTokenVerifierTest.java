package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tokens a key set of our own verifies, and how often it is read. */
class AccessTokenVerifierTest {

  private static final ECKey KEY = ec("first", Curve.P_256);
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final String ISSUER = "https://accounts.example.org";

  private final StandIn server = new StandIn();
  private Instant now = NOW;
  private final AccessTokenVerifier verifier =
      VestibuleClient.at(server.url()).by((InstantSource) () -> now).verifier(ISSUER);

  @BeforeEach
  void publish() {
    publish(KEY);
  }

  @AfterEach
  void end() {
    server.close();
  }

  private static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(JWK... keys) {
    server.says(200, "application/jwk-set+json", new JWKSet(List.of(keys)).toString(true));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("12")
        .jwtID("0a1b")
        .issueTime(Date.from(NOW))
        .expirationTime(Date.from(NOW.plus(15, ChronoUnit.MINUTES)))
        .claim("token_use", "access");
  }

  private static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID("first");
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner signer(ECKey key) {
    try {
      return new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
    return signed(header.build(), claims.build(), signer(KEY));
  }

  @Test
  void aTokenIsVerified() {
    VerifiedToken token = verifier.verify(signed(header(), claims()));
    assertThat(token.account()).isEqualTo("12");
    assertThat(token.id()).isEqualTo("0a1b");
    assertThat(token.issued()).isEqualTo(NOW);
    assertThat(token.expires()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(token.claims()).containsEntry("token_use", "access");
    verifier.verify(signed(header(), claims().audience(ISSUER)));
    verifier.verify(signed(header(), claims().issueTime(Date.from(NOW.plusSeconds(60)))));
  }

  private static String forged() throws JOSEException {
    return signed(header().build(), claims().build(), signer(ec("first", Curve.P_256)));
  }

  private static String bySharedSecret() throws JOSEException {
    // The public key, which everybody has, taken for a secret.
    byte[] secret = KEY.toPublicJWK().toString().getBytes();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).keyID("first").build();
    return signed(header, claims().build(), new MACSigner(secret));
  }

  private static String changed(String token) {
    String[] parts = token.split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]));
    String other =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("\"12\"", "\"13\"").getBytes());
    return parts[0] + "." + other + "." + parts[2];
  }

  static Stream<Map.Entry<String, String>> bad() throws JOSEException {
    String good = signed(header(), claims());
    return Stream.of(
        Map.entry("nothing", ""),
        Map.entry("no token", "a.b.c"),
        Map.entry("two parts", good.substring(0, good.lastIndexOf('.'))),
        Map.entry("no signature", good.substring(0, good.lastIndexOf('.') + 1)),
        Map.entry("too long", good + "A".repeat(8192)),
        Map.entry("other claims", changed(good)),
        Map.entry("another key by this name", forged()),
        Map.entry("unsigned", new PlainJWT(claims().build()).serialize()),
        Map.entry("a shared secret", bySharedSecret()),
        Map.entry("no key named", signed(header().keyID(null).type(null), claims())),
        Map.entry(
            "a type of others", signed(header().type(new JOSEObjectType("at+jwt")), claims())),
        Map.entry(
            "made in the future",
            signed(header(), claims().issueTime(Date.from(NOW.plusSeconds(61))))),
        Map.entry("no type", signed(header().type(null), claims())),
        Map.entry("another type", signed(header().type(new JOSEObjectType("dpop+jwt")), claims())),
        Map.entry(
            "an extension",
            signed(header().criticalParams(Set.of("exp")).customParam("exp", 1), claims())),
        Map.entry("another issuer", signed(header(), claims().issuer(ISSUER + "/"))),
        Map.entry("no issuer", signed(header(), claims().issuer(null))),
        Map.entry("another audience", signed(header(), claims().audience("shop"))),
        Map.entry("too old", signed(header(), claims().expirationTime(Date.from(NOW)))),
        Map.entry("without an end", signed(header(), claims().expirationTime(null))),
        Map.entry(
            "not yet", signed(header(), claims().notBeforeTime(Date.from(NOW.plusSeconds(9))))),
        Map.entry("nobody's", signed(header(), claims().subject(null))),
        Map.entry("without an id", signed(header(), claims().jwtID(null))),
        Map.entry("another use", signed(header(), claims().claim("token_use", "refresh"))),
        Map.entry("no use", signed(header(), claims().claim("token_use", null))));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aTokenThatIsNotGoodIsRejected(Map.Entry<String, String> bad) {
    assertThatThrownBy(() -> verifier.verify(bad.getValue()))
        .as(bad.getKey())
        .isInstanceOf(TokenRejectedException.class);
  }

  @Test
  void onlyES256Counts() throws JOSEException {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").keyUse(KeyUse.SIGNATURE).generate();
    ECKey other = ec("p384", Curve.P_384);
    publish(KEY, rsa, other);
    JWSHeader rs256 =
        new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID("rsa").build();
    JWSHeader es384 =
        new JWSHeader.Builder(JWSAlgorithm.ES384).type(JOSEObjectType.JWT).keyID("p384").build();
    for (String token :
        List.of(
            signed(rs256, claims().build(), new RSASSASigner(rsa)),
            signed(es384, claims().build(), signer(other)))) {
      assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(TokenRejectedException.class);
    }
  }

  @Test
  void aTokenEndsByOurClock() {
    String token = signed(header(), claims());
    now = NOW.plus(15, ChronoUnit.MINUTES).minusMillis(1);
    verifier.verify(token);
    now = NOW.plus(15, ChronoUnit.MINUTES);
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(TokenRejectedException.class)
        .hasMessageContaining("Expired");
  }

  @Test
  void keysAreReadOnceForManyTokens() {
    for (int i = 0; i < 20; i++) {
      verifier.verify(signed(header(), claims()));
    }
    assertThat(server.asked()).hasSize(1);
    assertThat(server.asked().get(0).request()).isEqualTo("GET /.well-known/jwks.json");
  }

  @Test
  void aNewKeyIsFound() {
    verifier.verify(signed(header(), claims()));
    ECKey second = ec("second", Curve.P_256);
    publish(KEY, second);
    String token = signed(header().keyID("second").build(), claims().build(), signer(second));
    assertThat(verifier.verify(token).account()).isEqualTo("12");
    verifier.verify(signed(header(), claims()));
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void tokensWithInventedKeysAskSeldom() {
    verifier.verify(signed(header(), claims()));
    for (int i = 0; i < 50; i++) {
      String invented = signed(header().keyID("key" + i), claims());
      assertThatThrownBy(() -> verifier.verify(invented))
          .isInstanceOf(TokenRejectedException.class);
    }
    assertThat(server.asked()).hasSize(2);
    verifier.verify(signed(header(), claims()));
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void keysThatCannotBeReadAreNoFaultOfTheToken() {
    server.says(503, "application/problem+json", "{\"code\":\"unavailable\"}");
    String token = signed(header(), claims());
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(UnreachableException.class);
    server.says(200, "text/html", "<html>");
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(UnreachableException.class);
    assertThatThrownBy(() -> verifier.verify(token))
        .as("while they are not read for a moment, it is no fault of the token either")
        .isInstanceOf(UnreachableException.class);
    assertThat(server.asked()).hasSize(2);
  }
}
