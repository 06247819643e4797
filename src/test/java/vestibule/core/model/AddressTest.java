package vestibule.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** Which addresses leave no doubt about the mailbox that is meant. */
class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t@t.t",
        "x@localhost",
        "Someone+tag@Example.org",
        "o'brien/{x}|y%z!#$&*-=?^_`~@example.org",
        "a..b@example.org",
        "weiß@straße.de",
        "ß@x.de",
        "ёж@пример.рф",
        "e\u0301@example.org",
        "\u4f8b@\u4f8b\u3048.\u30c6\u30b9\u30c8",
        "\ud83e\udd94@example.org",
        "a@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com",
        "a@xn--strae-oqa.de",
        "a@ab--cd.de"
      })
  void isTakenAsItWasTyped(String address) {
    assertThat(Address.of(address).text()).isEqualTo(address);
    assertThat(Address.of("  " + address + "\t").text()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@b.de",
        "a@b@c.de",
        "a@-ya.ru",
        "a@ya-.ru",
        "a@b..de",
        "a@b.de.",
        "a@.b.de",
        "a@b_c.de",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        "a@b.123",
        "a@xn--a.de",
        "a b@c.de",
        "a\u00a0b@c.de",
        "a\u1680b@c.de",
        "<a@b.de>",
        "\"a\"@b.de",
        "a\\b@c.de",
        "a@b.de,c@d.de",
        "a\0@b.de",
        "a\r\n@b.de",
        "a\u2028@b.de",
        "\u212aelvin@x.de",
        "\u017f@x.de",
        "\uff41@x.de",
        "\ufb01@x.de",
        "\u00aa@x.de",
        "\u2460@x.de",
        "a\uff20b@x.de",
        "a\uff20x.de",
        "a\ufe6bx.de",
        "\u037e@x.de",
        "\u1fef@x.de",
        "a\u200b@x.de",
        "a\u2060@x.de",
        "a\u00ad@x.de",
        "a\ufeff@x.de",
        "a\u034f@x.de",
        "a\u3164@x.de",
        "a\u115f@x.de",
        "a\u180e@x.de",
        "a\uffa0@x.de",
        "a\ufe0f@x.de",
        "a\udb40\udc41@x.de",
        "a\u202e@x.de",
        "a\u2066@x.de",
        "a\u061c@x.de",
        "\u0627\u200c\u0628@x.de",
        "a\u2800@x.de",
        "a\ud800@x.de",
        "a\ue000@x.de",
        "a\uffff@x.de",
        "a\u0378@x.de",
        "a@\u017ftrasse.de",
        "a@\u212aelvin.de",
        "a@exa\u00admple.de",
        "a@\u4f8b\u3048\u3002jp",
        "a@a\u200db.de"
      })
  void leavesADoubt(String address) {
    refused(address);
  }

  @Test
  void lengthsAreOctetsOnTheWire() {
    assertThat(Address.of("a".repeat(64) + "@x.de").text()).hasSize(69);
    refused("a".repeat(65) + "@x.de");
    assertThat(Address.of("ё".repeat(32) + "@x.de").text()).hasSize(37);
    refused("ё".repeat(32) + "a@x.de");

    String label = "a".repeat(60) + ".";
    assertThat(Address.of("a".repeat(64) + "@" + label.repeat(3) + "a".repeat(6)).text())
        .hasSize(254);
    refused("a".repeat(64) + "@" + label.repeat(3) + "a".repeat(7));
    refused("a".repeat(64) + "@" + label.repeat(3) + "ü.de");
  }

  @Test
  void aTextAsLongAsABodyTakesNoTime() {
    refused("ü".repeat(30_000) + "@x.de");
    refused("a@" + "ü.".repeat(30_000) + "de");
    refused("@".repeat(60_000));
  }

  private static void refused(String address) {
    assertThatThrownBy(() -> Address.of(address))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(new Refusal.AddressInvalid()));
  }
}
