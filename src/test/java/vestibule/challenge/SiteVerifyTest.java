package vestibule.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vestibule.core.challenge.Provider.Offer;
import vestibule.core.challenge.Provider.Verdict;
import vestibule.core.challenge.Purpose;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;

/** What is made of what providers say, and of those that say nothing. */
class SiteVerifyTest {

  private static final UserAgent CLIENT = new UserAgent("", "2001:db8::1", Language.ENGLISH);

  private final FakeProvider provider = new FakeProvider();
  private final SiteVerify site = site(provider.uri(), Duration.ofSeconds(60));

  private static SiteVerify site(URI uri, Duration patience) {
    return new SiteVerify(new SiteVerify.Site("turnstile", "public", "s&cret +", uri), patience);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Verdict judge(SiteVerify asked, String answer) {
    return asked.judge(answer, Purpose.ATTEMPT, CLIENT, Instant.EPOCH);
  }

  @Test
  void itIsAskedByAFormAndBelievedWhenItSaysTrue() {
    assertThat(judge(site, "a=b&c")).isEqualTo(new Verdict.Right(Optional.empty()));
    assertThat(provider.asked())
        .containsExactly("secret=s%26cret+%2B&response=a%3Db%26c&remoteip=2001%3Adb8%3A%3A1");
    assertThat(site.offer(Purpose.ATTEMPT, Instant.EPOCH))
        .isEqualTo(new Offer.Foreign("turnstile", "public"));
  }

  @ParameterizedTest
  @CsvSource({"FALSE", "UNLIKELY"})
  void whatItDoesNotBelieveIsWrong(FakeProvider.Says says) {
    provider.says(says);
    assertThat(judge(site, "answer")).isEqualTo(new Verdict.Wrong());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TRUE", "FALSE", "UNLIKELY", "SILENT", "HALF"})
  void whatIsNoJudgementIsNone(FakeProvider.Says says) {
    provider.says(says);
    assertThat(judge(site, "answer")).isEqualTo(new Verdict.Unknown());
    assertThat(provider.asked()).as("no redirect is followed").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"SILENT", "HALF"})
  void nobodyWaitsForOneThatDoesNotEnd(FakeProvider.Says says) {
    provider.says(says);
    SiteVerify impatient = site(provider.uri(), Duration.ofMillis(100));
    assertThat(judge(impatient, "answer")).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void oneThatIsNotThereJudgesNothing() {
    provider.close();
    assertThat(judge(site, "answer")).isEqualTo(new Verdict.Unknown());
  }

  @Test
  void whatCanBeNoAnswerIsNotAsked() {
    assertThat(judge(site, "")).isEqualTo(new Verdict.Wrong());
    assertThat(judge(site, "x".repeat(8_193))).isEqualTo(new Verdict.Wrong());
    assertThat(provider.asked()).isEmpty();
  }
}
