package vestibule.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the code of a mail stands. */
class MailTest {

  private static Mail mail(List<String> links) {
    return new Mail("1", Instant.EPOCH, "ada@example.org", "Hello", "Hello.", links);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:1/v1/confirm/AbC-_9, AbC-_9",
    "http://localhost:1/v1/confirm/AbC-_9/, AbC-_9",
    "https://app.example.org/#/v1-confirm?AbC-_9, AbC-_9",
    "https://app.example.org/confirm?lang=en&key=AbC-_9, AbC-_9",
    "https://app.example.org/#AbC-_9, AbC-_9",
    "http://localhost:1/c/aaa.bbb.ccc, aaa.bbb.ccc"
  })
  void theCodeIsTheEndOfTheLink(String link, String code) {
    assertThat(mail(List.of(link, "http://localhost:1/other")).code()).isEqualTo(code);
  }

  @Test
  void aMailWithoutALinkHasNoCode() {
    assertThatThrownBy(() -> mail(List.of()).code())
        .isInstanceOf(AssertionError.class)
        .hasMessage("the mail has no link: Hello.");
  }
}
