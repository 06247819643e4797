package vestibule.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of what a server or an exception says. */
class ReasonTest {

  private static final Recipient ANN = Recipient.of("Ann.Lee@example.net").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <ann.lee@example.net>: gone|550 5.1.1 <(address)>: gone",
        "550 mailbox ANN.LEE unknown|550 mailbox (address) unknown",
        "550 ann.leeway stays|550 ann.leeway stays",
        "554 see https://id.example.org/x/abc now|554 see (link) now",
        "554 code AbCdEfGh1234AbCdEfGh1234AbCdEfGh|554 code (code)",
      })
  void keepsNothingOfThePersonAndNoCode(String said, String kept) {
    assertThat(Reason.of(said, ANN)).isEqualTo(kept);
  }

  @Test
  void keepsNothingOfALocalPartThatGoesInQuotes() {
    Recipient dotted = Recipient.of("ann..lee@example.net").orElseThrow();
    assertThat(Reason.of("550 <\"ann..lee\"@example.net>: gone, ann..lee", dotted))
        .isEqualTo("550 <\"(address)\"(address)>: gone, (address)");
  }

  @Test
  void isOneShortLine() {
    assertThat(Reason.of("550-a\r\n550 b\u0007\u001b[31m\u202Ec\n"))
        .isEqualTo("550-a 550 b [31m c");
    assertThat(Reason.of("x ".repeat(100_000))).hasSizeLessThan(310);
    assertThat(Reason.of("(".repeat(1000), Recipient.of("\\E.*@example.net").orElse(ANN)))
        .hasSizeLessThan(310);
  }

  @Test
  void namesTheCausesOfWhatWasThrown() {
    Exception cause = new IOException("to bob@example.net failed");
    assertThat(Reason.of(new IllegalStateException("outer", cause)))
        .isEqualTo("IllegalStateException outer: IOException to (address) failed");
    assertThat(Reason.of(new NullPointerException())).isEqualTo("NullPointerException");
  }
}
