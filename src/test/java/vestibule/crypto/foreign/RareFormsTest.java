package vestibule.crypto.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.core.password.ForeignHashes.Source;
import vestibule.core.password.ForeignHashes.Usable;
import vestibule.crypto.Argon2;

/** Spellings of hashes that are rare and right; made with Python's hashlib and OpenSSL. */
class RareFormsTest {

  @TempDir private static Path cache;
  private static Argon2 argon2;

  @BeforeAll
  static void load() {
    argon2 = new Argon2(cache, Argon2.Cost.USUAL);
  }

  @ParameterizedTest
  @MethodSource({"ofDigests", "ofRounds"})
  void rareSpellingsAreRead(String scheme, String params, String text) {
    Map<String, String> named = new TreeMap<>();
    for (String one : params.split(" ")) {
      named.put(one.split("=")[0], one.split("=", 2)[1]);
    }
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    Usable usable = (Usable) forms.read(Source.scheme(scheme, named), text);
    String stored = usable.stored().get();
    assertThat(forms.of(stored).orElseThrow().matches().test("Secret 1")).isTrue();
    assertThat(forms.of(stored).orElseThrow().matches().test("secret 1")).isFalse();
    assertThat(Stored.of(stored).params()).isEqualTo(named);
  }

  static Stream<Arguments> ofDigests() {
    return Stream.of(
        Arguments.of(
            "bare-hex",
            "digest=SHA-256",
            "5A1C45473A963981E0A182815A9431CAA6BA32C7C464F9AA8E24E9B9C14F5DF7"),
        Arguments.of(
            "bare-hex",
            "digest=sha3_256",
            "628e52967e7e98c0f49a9254a2c59e04cd96df1d31c32dad6e2c22a8b5390fae"),
        Arguments.of(
            "werkzeug-hmac",
            "x=y",
            "sha384$abc$87b7f2b27e20aeb9edd9e4af3336cbe7d3adeb9eb4146b55e1bd7d42be1"
                + "292d43ff17966bd53ebafdf24c36f41b250f3"),
        Arguments.of(
            "werkzeug-hmac",
            "x=y",
            "blake2b$abc$c56657b201f76815ed3fc7548ba6bcdd5564a3daa728a869ccac4fbeb9"
                + "1d7d131100fc5fc2029cb32b1c691774b052371a7ac098b981c96bae6ca71a4cab1324"),
        Arguments.of("werkzeug-hmac", "x=y", "sha1$$7136a0430119d37b00f9723177bc14eb4e5a3a84"),
        Arguments.of(
            "digest-columns",
            "digest=sha256 encoding=base64 salt=hex order=salt-password-salt",
            "{\"salt\": \"00ff10\", \"hash\": \"kXS6R+Rs0DkVe1ovrB7km2EMMg+Zu2NVPdvAegqVwr"
                + "4=\"}"),
        Arguments.of(
            "digest",
            "digest=md5 input=a%{salt}:{password}&é",
            "{\"hash\": \"044821b37580d5d4d55333ac60946ad6\", \"salt\": \"s\\\"\\\\{password}ü"
                + "\"}"),
        Arguments.of(
            "ldap",
            "x=y",
            "{ssha384}NHui2Ub11bid2R/l6Kvs2YaeAQK5djQ7K9oDsjvTYolOY1g87yuT1O4fhL0le"
                + "eXAc2FsdHNhbHQ="),
        Arguments.of("mediawiki", "x=y", ":A:3827558347b988089547698445ea8dc4"),
        Arguments.of(
            "kratos",
            "x=y",
            "$hmac-sha512$OWM0ZDhkYmRlNTQxYTMzMTAwOWEzOTM5ZTBhMTM5YTYxZTMwYmEwMjI4Z"
                + "WRmODQ5NjBjZTZkODU3NzI5ZGIwOTBlOTIwZWMxNmYxOWNiN2QxM2ZiY2U3YTYxYmFjNTJ"
                + "hNjc2OGFiNjRmOWYwOTU4NTczMjM5NGE5YTZiNmZhOGY=$a2V5"),
        Arguments.of(
            "kratos-md5", "x=y", "$md5$pf=e1NBTFR9K3tQQVNTV09SRH0=$bmE=$6v5YcsFgqFUEX78iwcByfg=="),
        Arguments.of("kratos", "x=y", "$md5-crypt$abcdefgh$0LXuguTzPwv9G/AnrvwYx/"),
        Arguments.of("kratos", "x=y", "{SSHA}SAJuzTX706KaDH0z/KxZQazTjMFzYWx0"),
        Arguments.of("werkzeug-plain", "x=y", "plain$$Secret 1"));
  }

  static Stream<Arguments> ofRounds() {
    return Stream.of(
        Arguments.of(
            "werkzeug",
            "x=y",
            "pbkdf2:sha224:1000$abc$67cd91eb19b0a6905fb506e57c14889bb2054be45ecd0d1" + "657296cfe"),
        Arguments.of(
            "werkzeug-pbkdf2", "x=y", "pbkdf2:md5:1000$abc$a1986e1d500968b309d272900f2046b9"),
        Arguments.of(
            "pbkdf2",
            "digest=sha1 rounds=7 length=40 salt=base64 encoding=base64",
            "{\"salt\": \"AP8=\", \"hash\": \"lvXfkOVnP2QtqNM9RnzAE+pCSgtEwUaSqLolOjvf0qLo"
                + "Bf74iLfUiw==\"}"),
        Arguments.of(
            "django",
            "x=y",
            "scrypt$1024$abc$8$2$n3wV7NMHU7YruXo56aUCUlt4W+qugtkZ5n40UxTPToyqHqAWCN"
                + "WrGKT1XEj9CSWEEQ7jUmTFWNn3WSSIxHYTzA=="),
        Arguments.of(
            "django",
            "x=y",
            "pbkdf2_sha256$01000$abc$n2WG3U5dok/9+IvIhjcnKxmkJWmzLhXahASHHBtTqso="),
        Arguments.of(
            "kratos", "x=y", "$sha256-crypt$abcdefgh$mQDfUo2QwAq5sn6qTk6rdcKn9pSVMkePRBdQwIzo/3/"),
        Arguments.of(
            "kratos",
            "x=y",
            "$sha512-crypt$abcdefgh$Dy/hYH0EGKeD33CG1jocp4LP.Zx3tT/A7CNOTFRiHFy/U9jPfJ60kNvunng"
                + "aXIN3tAwRdvUPYdK8i4vDR/H1d1"),
        Arguments.of(
            "kratos",
            "x=y",
            "$scrypt$ln=1024,r=8,p=1$c2FsdHNhbHQ=$0oZrFE21gTqAT2rQy0DEx2xqGVwLuJDFW"
                + "vnprmpYCzaW2gjHeT1m2Hfn3GRE/mU05BOFalOMjTRHT06uCeNTgw=="));
  }
}
