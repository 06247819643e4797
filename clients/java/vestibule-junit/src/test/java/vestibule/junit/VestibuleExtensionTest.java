package vestibule.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test gets, and what it does with it. */
@ExtendWith(VestibuleExtension.class)
class VestibuleExtensionTest {

  private static final String ADA = "ada@example.org";

  @Test
  void aTestRegistersSomebodyAndReadsTheirMail(VestibuleServer server, Mailbox mailbox) {
    assertThat(mailbox.all()).isEmpty();
    assertThat(People.register(server, ADA)).isEqualTo(201);
    Mail mail = mailbox.newest(ADA);
    assertThat(mailbox.to("ADA@example.org")).containsExactly(mail);
    assertThat(mailbox.all()).containsExactly(mail);
    assertThat(mail.to()).isEqualTo(ADA);
    assertThat(mail.text()).contains(mail.link().toString());
    assertThat(mail.link().toString()).startsWith(server.url() + "/").endsWith(mail.code());
    assertThat(People.confirm(server, mail.code())).isEqualTo(204);
    assertThat(People.signIn(server, ADA)).isEqualTo(201);
  }

  @Test
  void aCodeOfTheDayBeforeYesterdayIsTooOld(VestibuleServer server, Mailbox mailbox, Clock clock) {
    People.register(server, ADA);
    String code = mailbox.newest(ADA).code();
    clock.advance(Duration.ofDays(2));
    assertThat(People.confirm(server, code)).isEqualTo(422);
  }

  @Test
  void theClockIsMovedByATimeAndToATime(Clock clock) {
    Instant before = clock.now();
    assertThat(clock.advance(Duration.ofHours(1))).isAfterOrEqualTo(before.plusSeconds(3600));
    Instant later = Instant.parse("2099-01-01T00:00:00Z");
    assertThat(clock.moveTo(later)).isBetween(later, later.plusSeconds(60));
    assertThatThrownBy(() -> clock.moveTo(before))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("time_invalid");
  }

  @Test
  void aMailThatIsMissingIsAFailedTest(VestibuleServer server, Mailbox mailbox) {
    People.register(server, ADA);
    assertThatThrownBy(() -> mailbox.newest("bob@example.org"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("no mail to bob@example.org, but to [ada@example.org]");
  }

  @Test
  void aServerForgetsEverybody(VestibuleServer server, Mailbox mailbox) {
    People.register(server, ADA);
    server.reset();
    assertThat(mailbox.all()).isEmpty();
    assertThat(People.signIn(server, ADA)).isEqualTo(401);
    assertThat(People.register(server, ADA)).isEqualTo(201);
  }
}
