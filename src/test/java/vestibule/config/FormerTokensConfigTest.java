package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.config.FormerTokensConfig.Checks;
import vestibule.config.FormerTokensConfig.Installation;
import vestibule.config.FormerTokensConfig.Library;
import vestibule.wiring.Wiring;

/** What an operator says of the installations whose tokens still let people in. */
class FormerTokensConfigTest {

  private static final String SECRET = "a secret of HS256 that has its 32 bytes";
  private static final String TIMES = "issued-before: 2026-12-01T00:00:00Z, until: 2027-01-01";
  private static final Instant CUT_OVER = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-02T00:00:00Z");

  @TempDir Path folder;

  private Config read(String yaml, String... variables) throws Config.Invalid {
    try {
      Files.writeString(folder.resolve("vestibule.yaml"), yaml);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return Wiring.config(environment, folder);
  }

  private static FormerTokensConfig former(Config config) {
    return config.contracts().sessions().keys().former();
  }

  private Installation one(String yaml, String... variables) throws Config.Invalid {
    List<Installation> all = former(read(yaml, variables)).installations();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<String> problems(String yaml) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(yaml)).problems();
  }

  private static String shop(String more) {
    return "former-tokens: {shop: {library: flask-jwt-extended, " + TIMES + ", " + more + "}}\n";
  }

  private static PublicKey key(String family, String size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (family.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(size));
      } else {
        generator.initialize(Integer.parseInt(size));
      }
      return generator.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  @Test
  void theExampleOfTheInterfaceIsRead() throws Exception {
    Files.writeString(folder.resolve("shop.secret"), SECRET + "\n");
    Installation shop =
        one(
            """
            former-tokens:
              shop:
                library: flask-jwt-extended
                algorithm: HS256
                secret-file: shop.secret
                claim: sub
                audience: authenticated
                issued-before: 2026-12-01T00:00:00Z
                until: 2027-01-01
            """);
    assertThat(shop.source()).isEqualTo("shop");
    assertThat(shop.library()).isEqualTo(Library.FLASK_JWT_EXTENDED);
    assertThat(shop.key().algorithm()).isEqualTo(FormerKey.Algorithm.HS256);
    assertThat(shop.key().bytes()).asString().isEqualTo(SECRET);
    assertThat(shop.checks())
        .isEqualTo(new Checks("sub", Optional.of("authenticated"), CUT_OVER, END));
  }

  @ParameterizedTest
  @CsvSource({
    "flask-jwt-extended, sub, ''",
    "simplejwt, user_id, ''",
    "pyjwt, sub, ''",
    "supabase, sub, authenticated"
  })
  void eachLibraryHasItsUsualClaims(String library, String claim, String audience)
      throws Exception {
    Installation shop =
        one(
            shop("algorithm: HS256, secret: '" + SECRET + "'")
                .replace("flask-jwt-extended", library));
    assertThat(shop.checks().claim()).isEqualTo(claim);
    assertThat(shop.checks().audience())
        .isEqualTo(Optional.of(audience).filter(text -> !text.isEmpty()));
  }

  /** An import's source may have dashes, dots and underscores; a variable cannot tell them. */
  @ParameterizedTest
  @ValueSource(strings = {"shop", "club-flask", "club_flask", "v1.club", "x-file"})
  void aNameIsTheOneThatIsWritten(String name) throws Exception {
    String yaml = shop("algorithm: HS256, secret: '" + SECRET + "'").replace("shop:", name + ":");
    assertThat(one(yaml).source()).isEqualTo(name);
    String flat = "former-tokens." + name + ".library: pyjwt\n";
    String beginning =
        "VESTIBULE_FORMER_TOKENS_" + name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    assertThat(
            one(
                flat,
                beginning + "_ALGORITHM=HS256",
                beginning + "_SECRET=" + SECRET,
                beginning + "_ISSUED_BEFORE=2026-12-01",
                beginning + "_UNTIL=2027-01-01T12:00:00+01:00"))
        .satisfies(
            it -> {
              assertThat(it.source()).isEqualTo(name);
              assertThat(it.checks().issuedBefore()).isEqualTo(CUT_OVER);
              assertThat(it.checks().end()).isEqualTo(Instant.parse("2027-01-01T11:00:00Z"));
            });
  }

  @Test
  void variablesAloneNameItWithDashes() throws Exception {
    String beginning = "VESTIBULE_FORMER_TOKENS_CLUB_FLASK_";
    assertThat(
            one(
                    "",
                    beginning + "LIBRARY=simplejwt",
                    beginning + "ALGORITHM=HS256",
                    beginning + "SECRET=" + SECRET,
                    beginning + "ISSUED_BEFORE=2026-12-01T00:00:00Z",
                    beginning + "UNTIL=2027-01-01")
                .source())
        .isEqualTo("club-flask");
  }

  @Test
  void severalKeysOfOneSystemNameIt() throws Exception {
    String first = shop("algorithm: HS256, secret: '" + SECRET + "'");
    String second =
        "former-tokens.second: {library: pyjwt, source: shop, algorithm: HS256, secret: '"
            + SECRET
            + "', "
            + TIMES
            + "}\n";
    assertThat(former(read(first + second)).installations())
        .extracting(Installation::source, Installation::library)
        .containsExactly(tuple("shop", Library.PYJWT), tuple("shop", Library.FLASK_JWT_EXTENDED));
  }

  @Test
  void aSecretMayBeBytes() throws Exception {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) 0xff;
    String base64 = Base64.getEncoder().encodeToString(bytes);
    Installation shop = one(shop("algorithm: HS256, secret-encoding: base64, secret: " + base64));
    assertThat(shop.key().bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"RS256, RSA, 2048", "ES256, EC, secp256r1"})
  void aPublicKeyIsPemOrAJwk(String algorithm, String family, String size) throws Exception {
    PublicKey key = key(family, size);
    Files.writeString(folder.resolve("shop.pem"), "# a key\n" + pem(key));
    String jwk =
        switch (key) {
          case RSAPublicKey rsa ->
              "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"1\",\"n\":\"%s\",\"e\":\"%s\"}"
                  .formatted(number(rsa.getModulus()), number(rsa.getPublicExponent()));
          case ECPublicKey ec ->
              "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}"
                  .formatted(number(ec.getW().getAffineX()), number(ec.getW().getAffineY()));
          default -> throw new IllegalStateException();
        };
    Files.writeString(folder.resolve("shop.jwk"), jwk);
    for (String file : List.of("shop.pem", "shop.jwk")) {
      Config config = read(shop("algorithm: " + algorithm + ", public-key-file: " + file));
      FormerKey read = former(config).installations().getFirst().key();
      assertThat(read.bytes()).as(file).isEqualTo(key.getEncoded());
      assertThat(config.warnings()).isEmpty();
    }
  }

  @Test
  void noSecretIsShown() throws Exception {
    Config config = read(shop("algorithm: HS256, secret: '" + SECRET + "'"));
    assertThat(config.toString() + former(config).installations()).doesNotContain(SECRET);
    assertThat(config.report().effective().toString())
        .doesNotContain(SECRET)
        .contains("former-tokens.shop.secret, value=(hidden)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret: 's'"
            + " | former-tokens.shop.algorithm is missing; expected HS256, RS256 or ES256",
        "algorithm: none, secret: 's' | former-tokens.shop.algorithm (vestibule.yaml:1) is"
            + " \"none\"; expected HS256, RS256 or ES256",
        "algorithm: HS512, secret: 's' | former-tokens.shop.algorithm (vestibule.yaml:1) is"
            + " \"HS512\"; expected HS256, RS256 or ES256",
        "algorithm: HS256"
            + " | former-tokens.shop.secret is missing, or former-tokens.shop.secret-file",
        "algorithm: RS256"
            + " | former-tokens.shop.public-key is missing, or former-tokens.shop.public-key-file",
        "algorithm: HS256, public-key: 'x'"
            + " | former-tokens.shop.public-key is nothing that HS256 verifies with",
        "algorithm: HS256, secret: 's', public-key: 'x'"
            + " | former-tokens.shop.public-key is nothing that HS256 verifies with",
        "algorithm: ES256, secret: 's'"
            + " | former-tokens.shop.secret is nothing that ES256 verifies with",
        "algorithm: RS256, public-key: 'no key' | former-tokens.shop.public-key is wrong (the value"
            + " is not shown); expected a public key of RS256 in PEM (-----BEGIN PUBLIC KEY-----)"
            + " or as a JWK",
        "algorithm: HS256, secret-encoding: base64, secret: 'no base64!'"
            + " | former-tokens.shop.secret is wrong (the value is not shown); expected base64",
        "algorithm: HS256, secret: 's', claim: 'a b' | former-tokens.shop.claim (vestibule.yaml:1)"
            + " is \"a b\"; expected the name of a claim",
        "algorithm: HS256, secret: 's', source: 'A b' | former-tokens.shop.source"
            + " (vestibule.yaml:1) is \"A b\"; expected small letters, digits, dots, dashes and"
            + " underscores",
        "algorithm: HS256, secret: 's', colour: red | former-tokens.shop.colour (vestibule.yaml:1)"
            + " is no setting of Vestibule; the nearest one is former-tokens.shop.claim",
        "algorithm: HS256, secret-file: missing | former-tokens.shop.secret-file"
            + " (vestibule.yaml:1): missing cannot be read: there is no such file"
      })
  void whatIsWrongIsSaid(String settings, String problem) {
    assertThat(problems(shop(settings))).containsExactly(problem);
  }

  @Test
  void withoutALibraryOrADayNothingIsTaken() {
    assertThat(problems("former-tokens.shop: {algorithm: HS256, secret: 's', " + TIMES + "}\n"))
        .containsExactly(
            "former-tokens.shop.library is missing; expected flask-jwt-extended or simplejwt or"
                + " pyjwt or supabase or drf-token");
    assertThat(problems(shop("algorithm: HS256, secret: 's'").replace(TIMES + ", ", "")))
        .containsExactly(
            "former-tokens.shop.issued-before is missing; expected time: 2026-12-01T00:00:00Z",
            "former-tokens.shop.until is missing; expected day: 2027-01-01");
    assertThat(problems(shop("algorithm: HS256, secret: 's'").replace("2027-01-01", "2026-11-29")))
        .containsExactly("former-tokens.shop.until lies before former-tokens.shop.issued-before");
    assertThat(problems(shop("algorithm: HS256, secret: 's'").replace("2027-01-01", "soon")))
        .containsExactly(
            "former-tokens.shop.until (vestibule.yaml:1) is \"soon\"; expected a day such as"
                + " 2027-01-01, or a time such as 2026-12-01T00:00:00Z");
  }

  /** Everybody knows it, and could sign what they like (RFC 8725, 2.1). */
  @Test
  void aPublicKeyIsNoSecretOfHs256() throws Exception {
    PublicKey rsa = key("RSA", "2048");
    PublicKey ec = key("EC", "secp256r1");
    List<String> known =
        List.of(
            pem(rsa),
            pem(ec),
            Base64.getEncoder().encodeToString(rsa.getEncoded()),
            Base64.getMimeEncoder().encodeToString(ec.getEncoded()),
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
            "-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----",
            "ssh-rsa AAAAB3NzaC1yc2E somebody",
            "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}");
    for (String text : known) {
      Files.writeString(folder.resolve("shop.secret"), text);
      assertThat(problems(shop("algorithm: HS256, secret-file: shop.secret")))
          .as(text)
          .containsExactly(
              "former-tokens.shop.secret is wrong (the value is not shown); expected a secret of"
                  + " HS256, and no key of RS256 or ES256");
    }
  }

  /** YAML has lists that hold themselves, which have no end as a text. */
  @Test
  void aKeyWhoseMembersAreNoTextsIsNone() throws Exception {
    for (String text :
        List.of(
            "kty: &l [[*l]]",
            "{kty: RSA, e: AQAB, n: &l [[*l]]}",
            "{kty: RSA, e: 1, n: 2}",
            "{kty: RSA, ? {x: &l [[*l]]} : y}")) {
      Files.writeString(folder.resolve("shop.pem"), text);
      assertThat(problems(shop("algorithm: RS256, public-key-file: shop.pem"))).as(text).hasSize(1);
    }
  }

  /** RFC 7518, 6.2.1: a coordinate is as long as the field. */
  @Test
  void aPointBeyondItsCurveIsNoKey() throws Exception {
    String good = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    String other = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
    String jwk = "{kty: EC, crv: P-256, x: %s, y: %s}";
    Path file = folder.resolve("shop.pem");
    Files.writeString(file, jwk.formatted(good, other));
    assertThat(read(shop("algorithm: ES256, public-key-file: shop.pem")).warnings()).isEmpty();
    for (String wrong :
        List.of(jwk.formatted("_" + good, other), jwk.formatted(good, "x" + other))) {
      Files.writeString(file, wrong);
      assertThat(problems(shop("algorithm: ES256, public-key-file: shop.pem")))
          .as(wrong)
          .hasSize(1);
    }
  }

  @Test
  void aKeyOfAnotherKindIsNone() throws Exception {
    Map<String, PublicKey> wrong =
        Map.of(
            "RS256", key("EC", "secp256r1"),
            "ES256", key("EC", "secp384r1"));
    for (Map.Entry<String, PublicKey> one : wrong.entrySet()) {
      Files.writeString(folder.resolve("shop.pem"), pem(one.getValue()));
      assertThat(problems(shop("algorithm: " + one.getKey() + ", public-key-file: shop.pem")))
          .singleElement()
          .asString()
          .startsWith("former-tokens.shop.public-key is wrong");
    }
  }

  /** RFC 7518, 3.2 and 3.3. */
  @Test
  void aShortKeyIsWarnedOf() throws Exception {
    String said = ": who has one of its tokens can guess the key and then be anybody";
    assertThat(read(shop("algorithm: HS256, secret: 'super-secret'")).warnings())
        .containsExactly("the key of former-tokens.shop has 96 bits, and HS256 needs 256" + said);
    Files.writeString(folder.resolve("shop.pem"), pem(key("RSA", "1024")));
    assertThat(read(shop("algorithm: RS256, public-key-file: shop.pem")).warnings())
        .containsExactly(
            "the key of former-tokens.shop has 1024 bits, and RS256 needs 2048" + said);
    assertThat(read(shop("algorithm: HS256, secret: '" + "s".repeat(32) + "'")).warnings())
        .isEmpty();
  }

  @Test
  void keysThatComeWithAnImportNeedNothingElse() throws Exception {
    Config config = read("former-tokens.drf: {library: drf-token, until: 2027-01-01}\n");
    assertThat(former(config).installations()).isEmpty();
    assertThat(config.warnings())
        .containsExactly(
            "former-tokens.drf.library is drf-token: its keys come by `tokens` in an import's"
                + " mapping, and are contract D's from then on; nothing else that is set here has"
                + " an effect");
  }
}
