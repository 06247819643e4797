package vestibule.mail.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which codes are found in what servers say, and whom they are about. */
class EnhancedCodeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <x>: unknown|5.1.1",
        "550-5.1.1 The account|5.1.1",
        "452 4.2.2 full|4.2.2",
        "553 sorry (#5.7.1)|5.7.1",
        "550 5.1.1|5.1.1",
        "550 5.7.606 blocked|5.7.606",
      })
  void isFoundWhereServersWriteIt(String reply, String code) {
    assertThat(EnhancedCode.in(reply).map(EnhancedCode::toString)).contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 no such user",
        "550 5.1.1.7 is blocked",
        "550 blocked, see 5.1.1",
        "550 client 192.5.1.1 is blocked",
        "550 [5.1.1.1]",
        "550 6.1.1 no such class",
        "5.1.1"
      })
  void isNotFoundWhereNoneIs(String reply) {
    assertThat(EnhancedCode.in(reply)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.1, RECIPIENT, true",
    "5.1.2, RECIPIENT, true",
    "5.1.3, RECIPIENT, true",
    "5.1.6, RECIPIENT, true",
    "5.1.10, RECIPIENT, true",
    "5.2.1, RECIPIENT, true",
    "5.2.2, RECIPIENT, false",
    "5.2.3, RECIPIENT, false",
    "4.1.1, RECIPIENT, false",
    "5.1.7, SENDER, false",
    "5.1.8, SENDER, false",
    "5.7.26, SENDER, false",
    "5.7.8, SIGN_IN, false",
    "5.7.64, RELAYING, false",
    "5.7.1, ANYTHING, false",
    "5.1.0, ANYTHING, false",
    "5.1.100, ANYTHING, false",
    "5.4.1, ANYTHING, false",
    "5.0.0, ANYTHING, false",
  })
  void saysWhomItIsAbout(String code, EnhancedCode.About about, boolean isNoMailbox) {
    EnhancedCode parsed = EnhancedCode.parse(code).orElseThrow();
    assertThat(parsed.about()).isEqualTo(about);
    assertThat(parsed.isNoMailbox()).isEqualTo(isNoMailbox);
  }

  @Test
  void isReadFromAFieldWithAComment() {
    assertThat(EnhancedCode.parse(" 5.1.1 (bad mailbox)")).contains(new EnhancedCode(5, 1, 1));
    assertThat(EnhancedCode.parse("unknown")).isEmpty();
  }
}
