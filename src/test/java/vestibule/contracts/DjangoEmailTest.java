package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Django 4.2's EmailValidator said of each of these. */
class DjangoEmailTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.co",
        "a@localhost",
        "a.b@c.de",
        "o'x+y@b.de",
        "a@b.123",
        "a@b.d-e",
        "a@b\u00fccher.de",
        "a@B\u00dcCHER.de",
        "a@xn--bcher-kva.de",
        "a@fa\u00df.de",
        "a@\u4f8b\u3048.\u30c6\u30b9\u30c8",
        "a@b\u3002com",
        "a@\u017f.de",
        "{`|}~!#$%&*/=?^_-@b.de",
        "a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.de"
      })
  void takes(String address) {
    assertThat(DjangoEmail.isValid(address)).isTrue();
    assertThat(DjangoEmail.isMailable(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a",
        "a@",
        "@b.de",
        "a@b",
        "a@b.c",
        "a@LOCALHOST",
        "a@-b.com",
        "a@b-.com",
        "a..b@c.de",
        ".a@c.de",
        "a.@c.de",
        "a@b.com-",
        "a@b.co.",
        "\u00fc@b.de",
        "a@b_c.de",
        "a@b@c.de",
        "a b@c.de",
        "a@b..de",
        "a@.de",
        "a@1.2.3.4",
        "a@b.de\n",
        "\na@b.de",
        "a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.de",
        "a\u0000@b.de",
        "a\ud800@b.de",
        "a@b\ud800.de",
        "<a@b.de>",
        "a@b.de,c@d.de"
      })
  void refuses(String address) {
    assertThat(DjangoEmail.isValid(address)).isFalse();
  }

  /** Django takes these four; the core does not send mail to them. */
  @ParameterizedTest
  @ValueSource(strings = {"\"a b\"@c.de", "\"a\"@c.de", "a@[127.0.0.1]", "a@[::1]", "\u212a@b.de"})
  void refusesWhatMailSoftwareDisagreesAbout(String address) {
    assertThat(DjangoEmail.isValid(address)).isFalse();
  }

  /** Django takes it, as IDNA leaves the invisible character out. */
  @Test
  void sendsNoMailToAnAddressWithHiddenCharacters() {
    assertThat(DjangoEmail.isValid("a@\u200bb.de")).isTrue();
    assertThat(DjangoEmail.isMailable("a@\u200bb.de")).isFalse();
  }

  @Test
  void spendsNoStackOnAHugeAddress() {
    assertThat(DjangoEmail.isValid("a.".repeat(30_000) + "a@b.de")).isFalse();
    assertThat(DjangoEmail.isValid("a@" + "b.".repeat(30_000) + "de")).isFalse();
    assertThat(DjangoEmail.isValid("a@" + "\u00fc.".repeat(30_000) + "de")).isFalse();
  }

  @Test
  void normalizesTheDomainAlone() {
    assertThat(DjangoEmail.normalized("John.Smith@EXAMPLE.Com"))
        .isEqualTo("John.Smith@example.com");
    assertThat(DjangoEmail.normalized("Q@B\u00dcCHER.de")).isEqualTo("Q@b\u00fccher.de");
  }
}
