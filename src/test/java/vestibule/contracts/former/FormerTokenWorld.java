package vestibule.contracts.former;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import vestibule.TestServer;
import vestibule.contracts.Member;
import vestibule.core.secret.Digests;
import vestibule.core.store.ArrivalStore.Arrived;
import vestibule.core.store.ArrivalStore.FormerId;

/**
 * A server whose people came from four installations, and the tokens that those made: of shop by
 * HS256, of club by RS256, of bare by ES256, of base by HS256.
 */
public final class FormerTokenWorld implements AutoCloseable {

  static final String SECRET = "the secret of a shop that has moved, 44 letters";
  static final KeyPair RSA = pair("RSA");
  static final KeyPair EC = pair("EC");

  private static final JsonMapper JSON = JsonMapper.shared();

  public final TestServer server;

  /** When the old systems stopped; tokens are made ten minutes earlier. */
  final Instant cutOver = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  public FormerTokenWorld(String... more) {
    this.server = TestServer.start(settings(more));
  }

  /** In a folder that may have data already. */
  public FormerTokenWorld(Path folder) {
    this.server = TestServer.in(folder, settings());
  }

  private String[] settings(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.addAll(installation("SHOP", "flask-jwt-extended", "HS256", "SECRET", SECRET));
    settings.addAll(installation("CLUB", "simplejwt", "RS256", "PUBLIC_KEY", pem(RSA)));
    settings.addAll(installation("BARE", "pyjwt", "ES256", "PUBLIC_KEY", pem(EC)));
    settings.addAll(installation("BASE", "supabase", "HS256", "SECRET", SECRET + "!"));
    return settings.toArray(String[]::new);
  }

  private List<String> installation(
      String name, String library, String algorithm, String key, String value) {
    String beginning = "VESTIBULE_FORMER_TOKENS_" + name + "_";
    return List.of(
        beginning + "LIBRARY=" + library,
        beginning + "ALGORITHM=" + algorithm,
        beginning + key + "=" + value,
        beginning + "ISSUED_BEFORE=" + cutOver,
        beginning + "UNTIL=" + lastDay());
  }

  /** The last day on which any old token is taken. */
  LocalDate lastDay() {
    return cutOver.atZone(ZoneOffset.UTC).toLocalDate().plusDays(30);
  }

  /** Somebody with a confirmed address who is remembered by an id of a source. */
  public Member moved(String source, String oldId) {
    Member member = Member.registered(server);
    server.get("/user_account/confirm_email/" + member.confirmation().code());
    remember(source, oldId, member.account());
    return member;
  }

  void remember(String source, String oldId, long account) {
    server
        .transactions()
        .write(
            stores -> {
              stores
                  .arrivals()
                  .put(
                      new FormerId(
                          source, oldId, account, new Arrived(Optional.empty(), 1, List.of())));
              return account;
            });
  }

  /** The claims of a token that is good for two hours yet, in the order of the names. */
  Map<String, Object> claims(Object... namesAndValues) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", cutOver.getEpochSecond() - 600);
    claims.put("exp", cutOver.getEpochSecond() + 7_200);
    claims.put("jti", UUID.randomUUID().toString());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      claims.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return claims;
  }

  /** A token of shop, whose CSRF value is its id backwards. */
  public String shop(String oldId, Object... more) {
    Map<String, Object> claims = claims("type", "access", "sub", oldId, "fresh", false);
    claims.put("csrf", new StringBuilder((String) claims.get("jti")).reverse().toString());
    return hs256(SECRET, with(claims, more));
  }

  String club(Object oldId, Object... more) {
    return rs256(with(claims("token_type", "access", "user_id", oldId), more));
  }

  String bare(Object oldId, Object... more) {
    return es256(with(claims("sub", oldId), more));
  }

  String base(String oldId, Object... more) {
    return hs256(
        SECRET + "!",
        with(claims("sub", oldId, "aud", "authenticated", "role", "authenticated"), more));
  }

  private static Map<String, Object> with(Map<String, Object> claims, Object... more) {
    for (int i = 0; i < more.length; i += 2) {
      claims.put((String) more[i], more[i + 1]);
    }
    return claims;
  }

  static String hs256(String secret, Map<String, Object> claims) {
    return hs256(secret.getBytes(UTF_8), "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", json(claims));
  }

  static String hs256(byte[] secret, String header, String payload) {
    String signed = segment(header.getBytes(UTF_8)) + "." + segment(payload.getBytes(UTF_8));
    return signed + "." + segment(Digests.hmacSha256(secret, signed));
  }

  static String rs256(Map<String, Object> claims) {
    return pairSigned("RS256", "SHA256withRSA", RSA.getPrivate(), json(claims));
  }

  static String es256(Map<String, Object> claims) {
    return pairSigned("ES256", "SHA256withECDSAinP1363Format", EC.getPrivate(), json(claims));
  }

  private static String pairSigned(String alg, String how, PrivateKey key, String payload) {
    String header = "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\",\"kid\":\"their own\"}";
    String signed = segment(header.getBytes(UTF_8)) + "." + segment(payload.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance(how);
      signature.initSign(key);
      signature.update(signed.getBytes(UTF_8));
      return signed + "." + segment(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String json(Map<String, Object> claims) {
    return JSON.writeValueAsString(claims);
  }

  static String segment(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static KeyPair pair(String family) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (family.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many rows a query counts. */
  public long count(String query) {
    return server
        .server()
        .foundation()
        .storage()
        .database()
        .read(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    server.close();
  }
}
