package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody can be called is the key of nobody, whatever it is made of. */
class LoginKeyTest {

  private static final LoginKey NOBODY = new LoginKey("");
  private static final int BODY = 64 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "㌖", "\u0300\u0316", "👩", "ﷺ", "@", "a@é."})
  void aTextAsLongAsABodyIsNobody(String piece) {
    assertThat(LoginKey.of(piece.repeat(BODY / piece.length()))).isEqualTo(NOBODY);
  }

  @Test
  void theLongestThatIsLookedForHasAKey() {
    assertThat(LoginKey.of("x".repeat(508)).text()).hasSize(508);
    assertThat(LoginKey.of("x".repeat(509))).isEqualTo(NOBODY);
  }

  @Test
  void blanksAtTheEndsCountForNothing() {
    assertThat(LoginKey.of(" ".repeat(600) + "Ann" + "\t".repeat(600)).text()).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "㌖", "ﷺ", "\u0300\u0316", "é."})
  void anAddressWhoseDomainIsNoneKeepsItAsItIs(String piece) {
    String domain = piece.repeat(500 / piece.length());
    assertThat(LoginKey.of("A@" + domain).text()).isEqualTo("a@" + domain);
  }

  @Test
  void aDomainIsComparedByItsLabels() {
    assertThat(LoginKey.of("Ann@BÜCHER.example").text()).isEqualTo("ann@xn--bcher-kva.example");
    assertThat(LoginKey.of("ann@xn--bcher-kva.EXAMPLE"))
        .isEqualTo(LoginKey.of("ann@bücher.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "z@straße.de, z@xn--strae-oqa.de",
    "z@STRAẞE.de, z@xn--strae-oqa.de",
    "Weiß@x.de, weiß@x.de",
    "WEIẞ@x.de, weiß@x.de",
    "Ёж@x.de, ёж@x.de",
    "e\u0301@x.de, é@x.de",
    "E\u0301@x.de, é@x.de",
    "ΟΔΟΣ@x.de, οδοσ@x.de",
    "οδος@x.de, οδοσ@x.de",
    "İ@x.de, i\u0307@x.de",
    "ı@x.de, ı@x.de",
    "ﬁ@x.de, ﬁ@x.de",
    "K@x.de, k@x.de",
    "\u212aA@x.de, \u212aa@x.de",
    "AſB@x.de, aſb@x.de",
    "a@\u212a.DE, a@\u212a.de",
    "A@ſtrasse.DE, a@ſtrasse.de"
  })
  void anAddressIsComparedLetterByLetter(String typed, String key) {
    assertThat(LoginKey.of(typed).text()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "z@straße.de, z@strasse.de",
    "weiß@x.de, weiss@x.de",
    "\u212a@x.de, k@x.de",
    "aſb@x.de, asb@x.de",
    "ﬁ@x.de, fi@x.de",
    "a@ſtrasse.de, a@strasse.de",
    "ｚ@x.de, z@x.de",
    "a@example。org, a@example.org"
  })
  void theFormerKeyIsThatOfVersion01(String typed, String former) {
    LoginKey key = LoginKey.of(typed);
    assertThat(key.text()).isNotEqualTo(former);
    assertThat(key.former()).contains(new LoginKey(former));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "Ёжик", "ﬁ", "a@b.de", "ёж@bücher.example", "a@xn--a.de", "ß"})
  void mostKeysAreTheFormerOnesToo(String typed) {
    assertThat(LoginKey.of(typed).former()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"z＠x.de", "z﹫x.de", "＠"})
  void aNameThatFoldsToAnAddressIsNobody(String typed) {
    assertThat(LoginKey.of(typed)).isEqualTo(NOBODY);
  }

  /** Names that are refused today may be stored, and are found only by themselves. */
  @ParameterizedTest
  @ValueSource(strings = {"x\u200b", "x\u2060", "x\u00ad", "x\ufeff", "x\u034f", "\u202ex"})
  void anInvisibleCharacterMakesAnotherName(String typed) {
    assertThat(LoginKey.of(typed)).isNotEqualTo(LoginKey.of("x"));
    assertThat(LoginKey.of(typed)).isEqualTo(LoginKey.of(typed.toUpperCase(Locale.ROOT)));
  }

  /** All that could fold to anything: without the ideographs, the syllables, and private use. */
  private static IntStream folding() {
    return IntStream.of(0x80, 0xA640, 0xAB00, 0xF900, 0x10400, 0x1D400, 0x1F100)
        .flatMap(from -> IntStream.range(from, from == 0x80 ? 0x3400 : from + 0x700));
  }

  /** Whatever version 0.1 took, it stored under one of the two keys that are looked for. */
  @Test
  void everyCharacterOfAnAddressIsFoundUnderItsFormerKey() {
    List<String> lost = new ArrayList<>();
    folding()
        .filter(Character::isDefined)
        .mapToObj(Character::toString)
        .flatMap(
            one -> Stream.of("a" + one + "b@x.de", "a@x" + one + "y.de", one + "@" + one + "a"))
        .filter(
            typed -> Version01.keyOfAddress(typed).filter(key -> !isFound(typed, key)).isPresent())
        .forEach(lost::add);
    assertThat(lost).isEmpty();
  }

  private static boolean isFound(String typed, String stored) {
    LoginKey key = LoginKey.of(typed);
    return key.text().equals(stored) || key.former().orElse(key).text().equals(stored);
  }
}
