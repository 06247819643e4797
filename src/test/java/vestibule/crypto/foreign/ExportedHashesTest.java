package vestibule.crypto.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;
import vestibule.core.model.Password;
import vestibule.core.password.ForeignHashes.Reading;
import vestibule.core.password.ForeignHashes.Reason;
import vestibule.core.password.ForeignHashes.Refused;
import vestibule.core.password.ForeignHashes.Source;
import vestibule.core.password.ForeignHashes.Usable;
import vestibule.crypto.Argon2;
import vestibule.crypto.foreign.Vectors.Vector;

/** Hashes that another server of this kind has exported come in as its database held them. */
class ExportedHashesTest {

  private static final Source VERBATIM = Source.scheme("vestibule");

  @TempDir private static Path cache;
  private static Argon2 argon2;

  @BeforeAll
  static void load() {
    argon2 = new Argon2(cache, TestServer.CHEAPEST);
  }

  private static ForeignForms forms(Map<String, ForeignForms.Key> keys) {
    return new ForeignForms(argon2, keys);
  }

  private static ForeignForms forms(Vector vector) {
    return forms(Map.of("club", new ForeignForms.Key(vector.scheme(), vector.params())));
  }

  private static String kept(ForeignForms forms, Vector vector) {
    return ((Usable) forms.read(Source.key("club"), vector.text())).stored().get();
  }

  private static void assertTaken(Reading reading, String text) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Usable.class,
            usable -> {
              assertThat(usable.wrapped()).isFalse();
              assertThat(usable.stored().get()).isEqualTo(text);
            });
  }

  /** One hash of each scheme. */
  static Stream<Vector> shapes() {
    return ForeignFormsTest.shapes();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatWasKeptComesInAsItStands(Vector vector) {
    ForeignForms forms = forms(vector);
    String kept = kept(forms, vector);
    assertTaken(forms.read(VERBATIM, kept), kept);
    if (Password.isForeign(kept)) {
      Password.Foreign foreign = Password.Foreign.of(kept);
      assertThat(foreign.key()).contains("club");
      assertThat(foreign.scheme()).isEqualTo(vector.scheme());
      if (foreign.whole()) {
        Usable again = (Usable) forms.read(Source.key("club"), foreign.text());
        assertThat(again.stored().get()).isEqualTo(kept);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void itsKeyMustBeThereAndDescribeTheSameScheme(Vector vector) {
    String kept = kept(forms(vector), vector);
    if (Password.isForeign(kept)) {
      assertThat(forms(Map.of()).read(VERBATIM, kept)).isEqualTo(new Refused(Reason.NEEDS_KEY));
      String other = vector.scheme().equals("phpass") ? "bcrypt" : "phpass";
      assertThat(forms(Map.of("club", new ForeignForms.Key(other, Map.of()))).read(VERBATIM, kept))
          .isInstanceOf(Refused.class);
    }
  }

  /** Cut anywhere, or with a character too many or another: it is never an exception. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aDamagedTextIsNeverAnException(Vector vector) {
    ForeignForms forms = forms(vector);
    String kept = kept(forms, vector);
    for (int i = 0; i < kept.length(); i += Math.max(1, kept.length() / 40)) {
      String before = kept.substring(0, i);
      String after = kept.substring(i);
      for (String damaged : List.of(before, before + "9" + after, before + "\0" + after)) {
        Reading reading = forms.read(VERBATIM, damaged);
        if (reading instanceof Usable usable) {
          assertThat(usable.stored().get()).isEqualTo(damaged);
          assertThat(!Password.isForeign(damaged) || forms.of(damaged).isPresent()).isTrue();
        }
      }
    }
  }

  static Stream<Vector> bombs() {
    return ForeignFormsTest.bombs();
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void whatCostsTooMuchIsRefused(Vector vector) {
    String text =
        new Stored(vector.scheme(), Optional.of("club"), Map.of(), Optional.empty(), vector.text())
            .encoded();
    assertThat(forms(vector).read(VERBATIM, text)).isEqualTo(new Refused(Reason.TOO_COSTLY));
  }

  @Test
  void oursComeInAsTheyAre() {
    String ours = argon2.hash("password".getBytes());
    assertTaken(forms(Map.of()).read(VERBATIM, ours), ours);
    String usual = ours.replace("m=8,t=1", "m=19456,t=2");
    assertTaken(forms(Map.of()).read(VERBATIM, usual), usual);
  }

  private static final String SALT_AND_KEY =
      "$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any",
        "$2b$06$LR3JRHAr3z2ebIzdUmuVL.wF0EF9FQe/MVjr6j1tMXWlE0Yq81PVK",
        "$argon2id$v=19$m=7,t=1,p=1" + SALT_AND_KEY,
        "$argon2id$v=19$m=8,t=0,p=1" + SALT_AND_KEY,
        "$argon2id$v=19$m=8,t=1,p=2" + SALT_AND_KEY,
        "$argon2id$v=19$m=1048577,t=1,p=1" + SALT_AND_KEY,
        "$argon2i$v=19$m=8,t=1,p=1" + SALT_AND_KEY,
        "$argon2id$v=19$m=8,t=1,p=1" + SALT_AND_KEY + " ",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAA",
        "foreign/1 ",
        "foreign/1 django",
        "foreign/1 vestibule - - - $argon2id$v=19$m=8,t=1,p=1" + SALT_AND_KEY,
        "foreign/1 bcrypt - a=b&a=c - $2b$06$LR3JRHAr3z2ebIzdUmuVL.wF0EF9FQe/MVjr6j1tMXWlE0Yq81PVK",
        "foreign/2 bcrypt - - - $2b$06$LR3JRHAr3z2ebIzdUmuVL.wF0EF9FQe/MVjr6j1tMXWlE0Yq81PVK"
      })
  void whatNoDatabaseHoldsDoesNotComeIn(String text) {
    assertThat(forms(Map.of()).read(VERBATIM, text)).isInstanceOf(Refused.class);
  }

  /** A digest that can be tried by the billion comes in under its own scheme, which wraps it. */
  @Test
  void aFastDigestIsTakenOnlyWithoutItself() {
    ForeignForms forms = forms(Map.of());
    String digest = "5f4dcc3b5aa765d61d8327deb882cf99";
    Source source = Source.scheme("bare-hex", Map.of("digest", "md5"));
    String kept = ((Usable) forms.read(source, digest)).stored().get();
    assertTaken(forms.read(VERBATIM, kept), kept);
    String blank = "0".repeat(32);
    String wrapper = Stored.of(kept).wrapper().orElseThrow();
    assertThat(List.of(kept.replace(blank, digest), kept.replace(wrapper, "-")))
        .doesNotContain(kept)
        .allSatisfy(
            text -> assertThat(forms.read(VERBATIM, text)).isEqualTo(new Refused(Reason.DAMAGED)));
    assertThat(forms.read(VERBATIM, kept.replace("m=8", "m=7")))
        .isEqualTo(new Refused(Reason.DAMAGED));
  }
}
