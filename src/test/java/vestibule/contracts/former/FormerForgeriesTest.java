package vestibule.contracts.former;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.contracts.Member;

/** What whoever has no key of an installation before tries, and what its own tokens must not be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormerForgeriesTest {

  private static final List<String> PATHS =
      List.of(
          "/user_account/profile_settings",
          "/api/profile_settings",
          "/api/user/",
          "/account/profile/",
          "/v1/sessions");

  /** The order of the curve: of each signature (r, s) that of (r, n - s) is one too. */
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final FormerTokenWorld world = new FormerTokenWorld();
  private final Member member = world.moved("shop", "7");

  FormerForgeriesTest() {
    world.remember("club", "7", member.account());
    world.remember("bare", "7", member.account());
    world.remember("base", "7", member.account());
  }

  @AfterAll
  void close() {
    world.close();
  }

  /** It is refused at every door, begins nothing, and nothing that is said of it names anybody. */
  private void refusedEverywhere(String token) {
    long before = world.count("select count(*) from session");
    for (String path : PATHS) {
      assertThat(world.server.get(path, Member.bearer(token)).status())
          .as(path + " " + token)
          .isIn(401, 403, 422);
    }
    assertThat(world.server.get(PATHS.getFirst(), Member.inCookie(token)).status())
        .isIn(401, 403, 422);
    assertThat(world.server.form("POST", "/api/token/refresh/", "refresh=" + token).status())
        .isEqualTo(401);
    assertThat(world.count("select count(*) from session")).isEqualTo(before);
  }

  private void accepted(String token) {
    assertThat(world.server.get("/v1/sessions", Member.bearer(token)).status()).isEqualTo(200);
  }

  private static String[] parts(String token) {
    return token.split("\\.");
  }

  @Test
  void theGenuineOnesAreTaken() {
    accepted(world.shop("7"));
    accepted(world.club(7));
    accepted(world.club("7"));
    accepted(world.bare(7));
    accepted(world.base("7"));
  }

  /** The public key, as a text that everybody has, is no secret of HS256 (RFC 8725, 2.1). */
  @Test
  void aPublicKeyIsNoSecret() {
    List<byte[]> known =
        List.of(
            FormerTokenWorld.pem(FormerTokenWorld.RSA).getBytes(UTF_8),
            FormerTokenWorld.pem(FormerTokenWorld.RSA).strip().getBytes(UTF_8),
            FormerTokenWorld.RSA.getPublic().getEncoded(),
            FormerTokenWorld.EC.getPublic().getEncoded(),
            FormerTokenWorld.pem(FormerTokenWorld.EC).getBytes(UTF_8));
    for (byte[] key : known) {
      for (String alg : List.of("HS256", "RS256", "ES256", "none")) {
        String header = "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\"}";
        refusedEverywhere(FormerTokenWorld.hs256(key, header, payload(world.club("7"))));
        refusedEverywhere(FormerTokenWorld.hs256(key, header, payload(world.bare("7"))));
      }
    }
  }

  private static String payload(String token) {
    return new String(Base64.getUrlDecoder().decode(parts(token)[1]), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\",\"typ\":\"JWT\"}",
        "{\"alg\":\"\"}",
        "{}",
        "{\"alg\":[\"HS256\"]}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
        "[\"HS256\"]",
        "no json"
      })
  void anotherHeaderIsNoneOfTheirs(String header) {
    String payload = payload(world.shop("7"));
    refusedEverywhere(
        FormerTokenWorld.hs256(FormerTokenWorld.SECRET.getBytes(UTF_8), header, payload));
    String bare =
        FormerTokenWorld.segment(header.getBytes(UTF_8))
            + "."
            + FormerTokenWorld.segment(payload.getBytes(UTF_8));
    refusedEverywhere(bare + ".");
    refusedEverywhere(bare);
  }

  /** Nothing of a header is acted on but its algorithm. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"../../../../dev/null\"",
        "\"kid\":\"' or 1=1 --\"",
        "\"jku\":\"https://evil.example/jwks.json\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}",
        "\"x5u\":\"http://127.0.0.1:1/\"",
        "\"kid\":\"useraccount\""
      })
  void whereAKeyIsSaidToBeDoesNotMatter(String parameter) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"," + parameter + "}";
    String payload = payload(world.shop("7"));
    accepted(FormerTokenWorld.hs256(FormerTokenWorld.SECRET.getBytes(UTF_8), header, payload));
    for (byte[] key : List.of(new byte[1], "AA".getBytes(UTF_8), new byte[32])) {
      refusedEverywhere(FormerTokenWorld.hs256(key, header, payload));
    }
  }

  @Test
  void aChangedOneIsNoneOfTheirs() {
    for (String token : List.of(world.shop("7"), world.club(7), world.bare("7"))) {
      String[] parts = parts(token);
      String other = payload(token).replace("\"7\"", "\"8\"").replace(":7}", ":8}");
      refusedEverywhere(
          parts[0] + "." + FormerTokenWorld.segment(other.getBytes(UTF_8)) + "." + parts[2]);
      refusedEverywhere(parts[0] + "." + parts[1] + "." + parts[2].substring(1));
      refusedEverywhere(parts[0] + "." + parts[1] + "." + parts[2] + "=");
      refusedEverywhere(parts[0] + "." + parts[1] + ".");
      refusedEverywhere(token + "." + parts[2]);
      refusedEverywhere("x" + token);
    }
  }

  /** A token that a key has made is its library's and nobody else's. */
  @Test
  void theKeyOfOneInstallationIsNoneOfAnother() {
    Map<String, Object> shop = world.claims("type", "access", "sub", "7");
    Map<String, Object> club = world.claims("token_type", "access", "user_id", 7);
    refusedEverywhere(FormerTokenWorld.rs256(shop));
    refusedEverywhere(FormerTokenWorld.hs256(FormerTokenWorld.SECRET, club));
    refusedEverywhere(FormerTokenWorld.hs256(FormerTokenWorld.SECRET + "!", shop));
    refusedEverywhere(FormerTokenWorld.hs256(FormerTokenWorld.SECRET + "?", shop));
  }

  @Test
  void whatATokenLacksIsNotGuessed() {
    for (String missing : List.of("iat", "exp", "sub", "type")) {
      Map<String, Object> claims = world.claims("type", "access", "sub", "7");
      claims.remove(missing);
      refusedEverywhere(FormerTokenWorld.hs256(FormerTokenWorld.SECRET, claims));
    }
    for (Object odd : new Object[] {true, List.of("7"), Map.of("id", 7), "", "7\u0000", 7.5}) {
      refusedEverywhere(world.shop("7", "sub", odd));
    }
    refusedEverywhere(world.shop("7", "sub", "7".repeat(300)));
    refusedEverywhere(world.shop("7", "iat", Long.toString(world.cutOver.getEpochSecond())));
    refusedEverywhere(world.club("7", "token_type", "sliding"));
    refusedEverywhere(world.shop("7", "type", "ACCESS"));
  }

  @Test
  void itsTimesAreBounded() {
    long cutOver = world.cutOver.getEpochSecond();
    long tenYears = cutOver + 3_650L * 86_400;
    refusedEverywhere(world.shop("7", "exp", tenYears));
    refusedEverywhere(world.shop("7", "exp", Long.MAX_VALUE));
    refusedEverywhere(world.shop("7", "exp", 1e300));
    refusedEverywhere(world.shop("7", "iat", cutOver));
    refusedEverywhere(world.shop("7", "iat", cutOver + 1));
    refusedEverywhere(world.shop("7", "iat", -1));
    refusedEverywhere(world.shop("7", "iat", Long.MIN_VALUE));
    refusedEverywhere(world.shop("7", "iat", 0));
    refusedEverywhere(world.shop("7", "exp", cutOver - 600));
    refusedEverywhere(world.shop("7", "exp", cutOver - 601));
    refusedEverywhere(world.shop("7", "nbf", cutOver + 3_600));
    accepted(world.shop("7", "iat", cutOver - 1));
    accepted(world.shop("7", "exp", cutOver - 600 + 366L * 86_400));
    refusedEverywhere(world.shop("7", "exp", cutOver - 600 + 366L * 86_400 + 1));
    accepted(world.bare("7", "iat", cutOver - 0.5, "exp", cutOver + 600.25));
    refusedEverywhere(world.bare("7", "iat", cutOver + 0.5));
  }

  @Test
  void whomItIsForIsLookedAt() {
    refusedEverywhere(world.shop("7", "aud", "mobile"));
    refusedEverywhere(world.shop("7", "aud", List.of("mobile", "authenticated")));
    accepted(world.base("7", "aud", List.of("mobile", "authenticated")));
    refusedEverywhere(world.base("7", "aud", "mobile"));
    refusedEverywhere(world.base("7", "aud", List.of()));
  }

  /** Supabase's own keys are tokens that its every front-end holds. */
  @Test
  void theKeysOfAProjectLetNobodyIn() {
    for (String role : List.of("anon", "service_role", "supabase_admin", "")) {
      refusedEverywhere(world.base("7", "role", role));
    }
    refusedEverywhere(world.base("7", "is_anonymous", true));
    accepted(world.base("7", "is_anonymous", false));
  }

  /** Its id is no session of ours, though it looks like one. */
  @Test
  void whatNamesASessionOfOursNamesNone() {
    Member other = Member.registered(world.server);
    String own = other.token();
    String payload = payload(own);
    byte[] secret = FormerTokenWorld.SECRET.getBytes(UTF_8);
    refusedEverywhere(
        FormerTokenWorld.hs256(secret, "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload));
    long session = world.count("select max(id) from session");
    String jti = String.format("%016x%016x", session, 1).replaceAll("^(.{8})", "$1-");
    String named = world.shop("7", "jti", jti);
    assertThat(world.server.get("/user_account/profile_settings", Member.bearer(named)).body())
        .contains(member.name());
  }

  /** Under its other signature it is the same token, and stays ended. */
  @Test
  void theOtherSignatureOfAnEndedTokenOpensNothing() {
    String token = world.bare("7");
    accepted(token);
    assertThat(
            world
                .server
                .send("DELETE", "/v1/sessions/current", null, Member.bearer(token))
                .status())
        .isEqualTo(204);
    String[] parts = parts(token);
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] mirrored = N.subtract(s).toByteArray();
    byte[] other = signature.clone();
    Arrays.fill(other, 32, 64, (byte) 0);
    int kept = Math.min(mirrored.length, 32);
    System.arraycopy(mirrored, mirrored.length - kept, other, 64 - kept, kept);
    String same = parts[0] + "." + parts[1] + "." + FormerTokenWorld.segment(other);
    assertThat(world.server.get("/v1/sessions", Member.bearer(same)).text("code"))
        .isEqualTo("session_ended");
    refusedEverywhere(same);
  }
}
