package vestibule.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a number is an id and never a name; what could be two things is refused. */
class AccountReferenceTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "42", "6872404", "9007199254740991"})
  void digitsAreAnId(String text) {
    AccountReference.ById id = new AccountReference.ById(Long.parseLong(text));
    assertThat(AccountReference.of(text)).isEqualTo(id);
    assertThat(AccountReference.of("id:" + text)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "007",
        "+5",
        "-5",
        "\u22125",
        "\uff16\uff18",
        "\u0663",
        "\u2460",
        "5\u00b2",
        "9007199254740992",
        "99999999999999999999999999",
        "id:",
        "id:ada",
        "id:+5",
        "id:05",
        "id: 5",
        "ID:5",
        "Id:5",
        "\uff49\uff44:5",
        "id\uff1a5",
        "NAME:ada",
        "name\uff1aada",
        "Email:a@x.org",
        "name:",
        "name: ada",
        "name:ada ",
        "email:",
        "",
        " ",
        "\u3000",
        " 42",
        "42 ",
        "42\n",
        "ada ",
        "\tada"
      })
  void whatCouldMeanTwoThingsIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AccountReference.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "a1", "0x10", "1e5", "1_000", "1 000", "12.0", "other:ada", ":"})
  void anyOtherTextIsAUserName(String text) {
    assertThat(AccountReference.of(text)).isEqualTo(new AccountReference.ByName(text));
  }

  @Test
  void aTextWithAnAtIsAnAddress() {
    assertThat(AccountReference.of("5@x.org")).isEqualTo(new AccountReference.ByAddress("5@x.org"));
  }

  @Test
  void aPrefixLeavesNoDoubt() {
    assertThat(AccountReference.of("name:5")).isEqualTo(new AccountReference.ByName("5"));
    assertThat(AccountReference.of("name:id:5")).isEqualTo(new AccountReference.ByName("id:5"));
    assertThat(AccountReference.of("email:ada")).isEqualTo(new AccountReference.ByAddress("ada"));
  }
}
