package vestibule.core.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which domains there can be, and their names on the wire (IDNA 2008, UTS 46 non-transitional). */
class DomainNameTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "EXAMPLE.Org, example.org",
    "localhost, localhost",
    "t.t, t.t",
    "a-b.c-d.de, a-b.c-d.de",
    "ab--cd.de, ab--cd.de",
    "1.2.3.4a, 1.2.3.4a",
    "straße.de, xn--strae-oqa.de",
    "strasse.de, strasse.de",
    "STRAẞE.de, xn--strae-oqa.de",
    "xn--strae-oqa.de, xn--strae-oqa.de",
    "XN--STRAE-OQA.DE, xn--strae-oqa.de",
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "bu\u0308cher.example, xn--bcher-kva.example",
    "οδός.gr, xn--pxavk3b.gr",
    "ΟΔΌΣ.gr, xn--pxavn9a.gr",
    "пример.рф, xn--e1afmkfd.xn--p1ai",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "مثال.إختبار, xn--mgbh0fb.xn--kgbechtv",
    "l·l.cat, xn--ll-0ea.cat",
    "नी.भारत, xn--l2b2c.xn--h2brj9c"
  })
  void isOnTheWire(String typed, String ascii) {
    assertThat(DomainName.ascii(typed)).contains(ascii);
    assertThat(DomainName.ascii(DomainName.readable(ascii))).contains(ascii);
  }

  @Test
  void aJoinerStandsWhereItsScriptNeedsIt() {
    String persian = "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com";
    assertThat(DomainName.ascii(persian)).contains("xn--mgba3gch31f060k.com");
    assertThat(DomainName.ascii(persian.replace("\u200c", ""))).contains("xn--mgba3gch31f.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-ya.ru",
        "ya-.ru",
        "ya.-ru",
        "ya.ru-",
        "a..de",
        ".a.de",
        "a.de.",
        "a_b.de",
        "a b.de",
        "a,b.de",
        "[127.0.0.1]",
        "127.0.0.1",
        "a.123",
        "123",
        "xn--a.de",
        "xn--.de",
        "xn--abc-.de",
        "xn--Strae-OQA\u00fc.de",
        "xn--strasse.123",
        "a\u200db.de",
        "a\u200cb.de",
        "\u00fc\u200d.de",
        "\u00fc\u00ad.de",
        "exa\u00admple.de",
        "exam\u200bple.de",
        "\u2060example.de",
        "\ufeffexample.de",
        "\u017ftrasse.de",
        "\u212aelvin.de",
        "b\u00fccher\u212a.de",
        "\uff45xample.de",
        "\uff58n--strae-oqa.de",
        "a\uff0ede",
        "\u00fc\uff0ede",
        "\u00fc\u3002de",
        "\u00fc\uff61de",
        "a\u3002de",
        "\u2488de",
        "\u2460.de",
        "\u00fc\u2126\u2160.de",
        "-\u00fc.de",
        "\u00fc-.de",
        "ab--\u00fc.de",
        "\u00fc..de",
        "\u0301a.de",
        "\u2603.net",
        "\u2764\ufe0f.ws",
        "xn--n3h.net",
        "fa\u00df\u2260.de",
        "\u0640\u0627.com",
        "\u05d01a.de",
        "a\u05d0.de",
        "a\ud800.de",
        "\udc00.de",
        "\ue000.de",
        "\uffff.de",
        "a\0b.de",
        "a\u202eb.de",
        "\u00fc@b.de",
        "\u00fc\uff20b.de"
      })
  void cannotBe(String typed) {
    assertThat(DomainName.ascii(typed)).isEmpty();
  }

  @Test
  void lengthsAreThoseOfTheWire() {
    String label = "a".repeat(63);
    String longest = (label + ".").repeat(3) + "a".repeat(61);
    assertThat(DomainName.ascii(longest)).contains(longest);
    assertThat(DomainName.ascii(longest + "a")).isEmpty();
    assertThat(DomainName.ascii("a" + label + ".de")).isEmpty();
    // xn--…: 63 characters where 57 were typed.
    assertThat(DomainName.ascii("ü" + "a".repeat(55) + ".de")).isPresent();
    assertThat(DomainName.ascii("ü" + "a".repeat(58) + ".de")).isEmpty();
  }

  @Test
  void aTextAsLongAsABodyTakesNoTime() {
    assertThat(DomainName.ascii("ü.".repeat(30_000) + "de")).isEmpty();
    assertThat(DomainName.ascii("a.".repeat(30_000) + "de")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xn--a.de", "xn--.de", "a.de", "xn--\u00fc.de"})
  void whatHasNoOtherLettersStaysAsItIs(String name) {
    assertThat(DomainName.readable(name)).isEqualTo(name);
  }
}
