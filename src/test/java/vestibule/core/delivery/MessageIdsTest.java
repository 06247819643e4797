package vestibule.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;

/** The ids of mails, which nobody else can make. */
class MessageIdsTest {

  private static final Instant CREATED = Instant.parse("2026-11-01T12:00:00.123456Z");
  private static final Mail MAIL =
      new Mail(
          7,
          8,
          Mail.Purpose.CONFIRM,
          new Mail.Recipient(9, "ann@example.net", Language.ENGLISH),
          "chat",
          new Mail.Tries(CREATED, 3, CREATED.plusSeconds(60)));

  private final MessageIds ids = new MessageIds(new byte[] {1, 2, 3});

  @Test
  void namesTheMailItsAccountAndItsAddress() {
    String id = ids.of(MAIL, 8, "example.org");
    assertThat(id).matches("<7\\.8\\.9\\.1793534400123456\\.[0-9a-f]{32}@example\\.org>");
    assertThat(ids.read(id)).contains(new MessageIds.Sent(8, 9));
    assertThat(ids.read(" " + id + "\r\n")).contains(new MessageIds.Sent(8, 9));
  }

  @Test
  void isKnownAgainUnderAnotherDomain() {
    assertThat(ids.read(ids.of(MAIL, 8, "old.example"))).isPresent();
  }

  @Test
  void ofAnotherKeyIsNone() {
    assertThat(new MessageIds(new byte[] {1, 2, 4}).read(ids.of(MAIL, 8, "example.org"))).isEmpty();
  }

  @Test
  void withAnyFactChangedIsNone() {
    String id = ids.of(MAIL, 8, "example.org");
    for (int i = 1; i < id.indexOf('@'); i++) {
      char other = id.charAt(i) == '1' ? '2' : '1';
      assertThat(ids.read(id.substring(0, i) + other + id.substring(i + 1))).as(id).isEmpty();
    }
    assertThat(ids.read(id.replace("<7.8.", "<78."))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<>",
        "<7@example.org>",
        "<7.1793534400123456@example.org>",
        "<7.8.9.1793534400123456.@example.org>",
        "<99999999999999999999.8.9.1.00000000000000000000000000000000@example.org>"
      })
  void anythingElseIsNone(String id) {
    assertThat(ids.read(id)).isEmpty();
  }
}
