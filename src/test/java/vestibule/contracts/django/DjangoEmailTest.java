package vestibule.contracts.django;

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
        "a@b.d-e",
        "a@b\u00fccher.de",
        "a@B\u00dcCHER.de",
        "a@xn--bcher-kva.de",
        "a@fa\u00df.de",
        "a@xn--fa-hia.de",
        "a@\u03bf\u03b4\u03cc\u03c2.gr",
        "a@\u4f8b\u3048.\u30c6\u30b9\u30c8",
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

  /** Django takes these; the core does not send mail to them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a b\"@c.de",
        "\"a\"@c.de",
        "a@[127.0.0.1]",
        "a@[::1]",
        "\u212a@b.de",
        "a@\u017f.de",
        "a@\u212a.de",
        "a@b\u3002com",
        "a@\u200bb.de"
      })
  void refusesWhatMailSoftwareDisagreesAbout(String address) {
    assertThat(DjangoEmail.isValid(address)).isFalse();
  }

  /** Django takes them; no domain is called so. */
  @ParameterizedTest
  @ValueSource(strings = {"a@b.123", "a@xn--a.de", "a@xn--\u00fc.de"})
  void sendsNoMailToADomainThatCannotBe(String address) {
    assertThat(DjangoEmail.isMailable(address)).isFalse();
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

  /** "ΟΔΟΣ" in lower case would end in the other sigma, and be another domain since IDNA 2008. */
  @Test
  void normalizesASigmaToTheOneOfItsDomain() {
    assertThat(DjangoEmail.normalized("Q@\u039f\u0394\u039f\u03a3.GR"))
        .isEqualTo("Q@\u03bf\u03b4\u03bf\u03c3.gr");
  }
}
