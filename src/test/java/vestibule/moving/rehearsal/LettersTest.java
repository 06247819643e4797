package vestibule.moving.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.moving.rehearsal.Stage.Mailed;
import vestibule.moving.rehearsal.Stage.Purpose;
import vestibule.moving.rehearsal.recording.Exchange;
import vestibule.moving.rehearsal.recording.Exchange.Answered;
import vestibule.moving.rehearsal.recording.Exchange.Asked;
import vestibule.moving.rehearsal.recording.HeaderLines;
import vestibule.moving.rehearsal.recording.HeaderLines.HeaderLine;

/** Which mailed code stands for one of the old server. */
class LettersTest {

  private final Letters letters = new Letters();

  private static Asked asked(String path, String body, String agent) {
    return new Asked(
        "POST",
        Optional.empty(),
        path,
        new HeaderLines(List.of(new HeaderLine("User-Agent", agent))),
        Optional.of(body.getBytes(UTF_8)));
  }

  private static Exchange exchange(Asked asked, String answer) {
    return new Exchange(
        Instant.EPOCH,
        asked,
        new Answered(200, new HeaderLines(List.of()), Optional.of(answer.getBytes(UTF_8))));
  }

  private void mailed(String to, Purpose purpose, String path, String code, String agent) {
    letters.add(List.of(new Mailed(to, purpose, path, code)), asked("/register", "", agent));
  }

  private Optional<String> taken(String path, String body, String agent, String answer) {
    return letters.take(exchange(asked(path, body, agent), answer));
  }

  @Test
  void theOneToAnAddressThatIsNamedComesBeforeAnyOther() {
    mailed("ada@example.org", Purpose.CONFIRM, "/confirm/", "ada", "x");
    mailed("Bob@example.org", Purpose.CONFIRM, "/confirm/", "bob", "y");
    mailed("cleo@example.org", Purpose.CONFIRM, "/confirm/", "cleo", "z");
    assertThat(taken("/confirm/1", "", "z", "{\"email\": \"ADA@example.org\"}")).contains("ada");
    assertThat(taken("/verify", "email=bob%40example.org&key=1", "z", "")).contains("bob");
    assertThat(taken("/verify", "", "z", "ada@example.org")).contains("cleo");
    assertThat(taken("/verify", "", "z", "")).isEmpty();
  }

  @Test
  void elseItIsThatOfThePathThenOfTheClientThenTheNewest() {
    mailed("a@example.org", Purpose.CONFIRM, "/other/", "client", "x");
    mailed("b@example.org", Purpose.CONFIRM, "/confirm/", "path", "y");
    mailed("c@example.org", Purpose.CONFIRM, "/other/", "older", "y");
    mailed("d@example.org", Purpose.CONFIRM, "/other/", "newest", "y");
    assertThat(taken("/confirm/1", "", "x", "")).contains("path");
    assertThat(taken("/confirm/1", "", "x", "")).contains("client");
    assertThat(taken("/confirm/1", "", "x", "")).contains("newest");
    assertThat(taken("/confirm/1", "", "x", "")).contains("older");
  }

  @Test
  void aCodeIsUsedForWhatItIsForAndAtPathsThatMaySay() {
    mailed("a@example.org", Purpose.RESET, "/reset/", "reset", "x");
    mailed("a@example.org", Purpose.CONFIRM, "/confirm/", "confirm", "x");
    assertThat(taken("/password/reset/confirm/", "a@example.org", "x", "")).contains("reset");
    assertThat(taken("/password/reset/confirm/", "a@example.org", "x", "")).isEmpty();
    assertThat(taken("/auth/verify-email/", "", "x", "")).contains("confirm");
    assertThat(Letters.isUsedAt("/auth/Verify-Email/")).isTrue();
    assertThat(Letters.isUsedAt("/account/profile/")).isFalse();
  }
}
