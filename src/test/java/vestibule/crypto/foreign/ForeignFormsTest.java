package vestibule.crypto.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.core.model.Password;
import vestibule.core.password.ForeignHashes.NoPassword;
import vestibule.core.password.ForeignHashes.Reading;
import vestibule.core.password.ForeignHashes.Reason;
import vestibule.core.password.ForeignHashes.Refused;
import vestibule.core.password.ForeignHashes.Source;
import vestibule.core.password.ForeignHashes.Usable;
import vestibule.crypto.Argon2;
import vestibule.crypto.ForeignTrials.Trial;
import vestibule.crypto.foreign.Vectors.Vector;

/** Every kind of hash that other systems keep, as their own libraries wrote it. */
class ForeignFormsTest {

  @TempDir private static Path cache;
  private static Argon2 argon2;

  @BeforeAll
  static void load() {
    // What is wrapped is wrapped at the least cost.
    argon2 = new Argon2(cache, TestServer.CHEAPEST);
  }

  /** yescrypt is in no library that we could take. */
  private static final String LEFT_OUT = "crypt-yescrypt";

  /** Of each scheme so many that a password matches, and so many that none does. */
  private static final int MOST = Integer.getInteger("vestibule.test.vectors", Integer.MAX_VALUE);

  static Stream<Vector> vectors() {
    Map<String, Integer> taken = new TreeMap<>();
    return Vectors.all().stream()
        .filter(one -> !one.outcome().heavy())
        .filter(ForeignFormsTest::isTaken)
        .filter(one -> taken.merge(one.scheme() + one.outcome().good(), 1, Integer::sum) <= MOST);
  }

  private static boolean isTaken(Vector vector) {
    return !vector.scheme().equals(LEFT_OUT);
  }

  static ForeignForms forms(Vector vector) {
    return new ForeignForms(
        argon2, Map.of("club", new ForeignForms.Key(vector.scheme(), vector.params())));
  }

  /** A key that the settings name holds what the text does not say. */
  @ParameterizedTest
  @MethodSource("vectors")
  void aHashLetsInWhomItsOwnSystemLetIn(Vector vector) {
    verify(vector);
  }

  static void verify(Vector vector) {
    ForeignForms forms = forms(vector);
    Reading reading = forms.read(Source.key("club"), vector.text());
    switch (vector.outcome().imports()) {
      case "no_password" -> assertThat(reading).isInstanceOf(NoPassword.class);
      case "refused" -> assertThat(reading).isInstanceOf(Refused.class);
      case "yes" -> assertThat(reading).isInstanceOf(Usable.class);
      default -> assertThat(vector.outcome().imports()).isEqualTo("any");
    }
    if (reading instanceof Usable usable) {
      String stored = usable.stored().get();
      assertThat(matches(forms, stored, vector.password())).isEqualTo(vector.outcome().good());
    }
  }

  private static boolean matches(ForeignForms forms, String stored, String password) {
    return stored.startsWith(Password.FOREIGN)
        ? forms.of(stored).orElseThrow().matches().test(password)
        : argon2.verify(stored, password);
  }

  static Stream<Vector> bombs() {
    return vectors().filter(one -> one.outcome().bomb());
  }

  /** libsodium, which is closed to it, would be asked by whoever computes one of these. */
  @ParameterizedTest
  @MethodSource("bombs")
  void whatCostsTooMuchIsRefusedForThatAndNeverComputed(Vector vector) {
    Reading reading = forms(vector).read(Source.key("club"), vector.text());
    assertThat(reading).isEqualTo(new Refused(Reason.TOO_COSTLY));
    String stored =
        new Stored(vector.scheme(), Optional.of("club"), Map.of(), Optional.empty(), vector.text())
            .encoded();
    assertThat(forms(vector).of(stored)).isEmpty();
  }

  /** Cut anywhere, or with a character too many or another: it is never an exception. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aDamagedHashIsNeverAnException(Vector vector) {
    ForeignForms forms = forms(vector);
    String text = vector.text();
    int step = Math.max(1, text.length() / 40);
    for (int i = 0; i < text.length(); i += step) {
      String before = text.substring(0, i);
      String after = text.substring(i);
      for (String damaged :
          List.of(
              before,
              before + after.substring(1),
              before + "9" + after,
              before + "$" + after,
              before + "\uD83D" + after.substring(1),
              before + "\0" + after,
              before + "\u0661" + after.substring(1))) {
        assertThat(forms.read(Source.key("club"), damaged)).isNotNull();
        String stored =
            new Stored(vector.scheme(), Optional.of("club"), Map.of(), Optional.empty(), damaged)
                .encoded();
        assertThat(forms.of(stored)).isNotNull();
      }
    }
  }

  /** One hash of each scheme. */
  static Stream<Vector> shapes() {
    return vectors()
        .filter(one -> one.outcome().good())
        .collect(Collectors.toMap(Vector::scheme, one -> one, (first, _) -> first, TreeMap::new))
        .values()
        .stream();
  }

  /** PBKDF2 and scrypt begin alike for every length. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aHashThatWasCutLetsNobodyIn(Vector vector) {
    ForeignForms forms = forms(vector);
    String text = vector.text();
    for (int end = text.length() - 8; end > text.length() - 40 && end > 0; end -= 4) {
      Reading reading = forms.read(Source.key("club"), text.substring(0, end));
      if (reading instanceof Usable usable && !vector.scheme().equals("werkzeug-plain")) {
        assertThat(matches(forms, usable.stored().get(), vector.password())).isFalse();
      }
    }
  }

  /** Or a backup would be a list of plain texts. */
  @Test
  void aFastDigestIsNotKept() {
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    String digest = "5f4dcc3b5aa765d61d8327deb882cf99";
    Usable usable = (Usable) forms.read(Source.scheme("bare-hex", Map.of("digest", "md5")), digest);
    String stored = usable.stored().get();
    assertThat(usable.wrapped()).isTrue();
    assertThat(stored).startsWith("foreign/1 bare-hex - digest=md5 $argon2id$");
    assertThat(stored).doesNotContain(digest);
    assertThat(forms.of(stored).orElseThrow().matches().test("password")).isTrue();
    assertThat(forms.of(stored).orElseThrow().matches().test("passwort")).isFalse();
    assertThat(forms.read(Source.scheme("vestibule"), stored))
        .isInstanceOfSatisfying(
            Usable.class, own -> assertThat(own.stored().get()).isEqualTo(stored));
  }

  @Test
  void aKeyThatIsMissingIsSaidAndLetsNobodyIn() {
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    assertThat(forms.read(Source.key("club"), "$2b$06$x")).isEqualTo(new Refused(Reason.NEEDS_KEY));
    assertThat(forms.read(Source.scheme("flask-security"), "$2b$06$x"))
        .isEqualTo(new Refused(Reason.NEEDS_KEY));
    assertThat(forms.of("foreign/1 flask-security club - - $2b$06$x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "", "Django-md5", "werkzeug-", "crypt-yescrypt"})
  void whatNobodyKnowsIsUnknownButForWhatIsNoPassword(String scheme) {
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    assertThat(forms.read(Source.scheme(scheme), "$y$j9T$abc$def"))
        .isEqualTo(new Refused(Reason.UNKNOWN));
    assertThat(forms.read(Source.scheme(scheme), "")).isInstanceOf(NoPassword.class);
    assertThat(forms.read(Source.scheme(scheme), "!x")).isInstanceOf(NoPassword.class);
    assertThat(forms.read(Source.scheme(scheme), "*0")).isInstanceOf(NoPassword.class);
  }

  /** Each round hashes the password too: a long one times many rounds is a bomb. */
  @Test
  void aPasswordThatNoLibraryTookIsNotTriedInRounds() {
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    String text = "$6$rounds=4000000$saltstring$" + "a".repeat(86);
    Usable usable = (Usable) forms.read(Source.scheme("crypt-sha512"), text);
    Trial trial = forms.of(usable.stored().get()).orElseThrow();
    assertThat(trial.matches().test("x".repeat(64 * 1024))).isFalse();
    assertThat(trial.matches().test("x".repeat(4000))).isFalse();
  }

  private static String kind(String scheme, String text) {
    ForeignForms forms = new ForeignForms(argon2, Map.of());
    Usable usable = (Usable) forms.read(Source.scheme(scheme), text);
    return forms.of(usable.stored().get()).orElseThrow().kind();
  }

  /** Names that nobody has are tried against a hash of a kind: each of them must cost the same. */
  @Test
  void hashesOfOneKindCostTheSame() {
    String bcrypt = "$2b$06$LR3JRHAr3z2ebIzdUmuVL.wF0EF9FQe/MVjr6j1tMXWlE0Yq81PVK";
    assertThat(kind("bcrypt", bcrypt))
        .isEqualTo(kind("devise", bcrypt))
        .isEqualTo(kind("django-bcrypt", "bcrypt$" + bcrypt))
        .isNotEqualTo(kind("bcrypt", bcrypt.replace("$06$", "$07$")))
        // What is tried twice costs twice as much.
        .isNotEqualTo(kind("wordpress", bcrypt));
    String rest = "$DbQBhB7upWy2RpkV.2fV0tYH6JHT/pdAPXfJu/aKCto";
    assertThat(kind("passlib-pbkdf2", "$pbkdf2-sha256$1000$c2FsdA" + rest))
        .isNotEqualTo(kind("passlib-pbkdf2", "$pbkdf2-sha256$1001$c2FsdA" + rest))
        .isNotEqualTo(kind("passlib-pbkdf2", "$pbkdf2-sha256$1000$" + rest));
  }
}
