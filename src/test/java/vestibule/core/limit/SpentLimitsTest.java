package vestibule.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vestibule.core.limit.Limits.Attempt;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** What a limit that is spent says to whom, to the second, and what is given back. */
class SpentLimitsTest {

  private static final String PASSED = "passed";
  private static final long OWNER = 7;

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Devices devices = TestLimits.devices();
  private final Uses uses = new Uses(new byte[32]);
  private final Limits limits = new Limits(uses, devices, true, () -> now);

  private static UserAgent from(String address) {
    return new UserAgent("", address, Language.ENGLISH);
  }

  private UserAgent onDevice(String address, long account) {
    return new UserAgent(
        "", address, Language.ENGLISH, Optional.of(devices.mark(account)), Optional.empty());
  }

  /** What came of work: what it says, or the limit that was struck and its seconds. */
  private static String outcome(Supplier<String> work) {
    try {
      return work.get();
    } catch (RefusedException refused) {
      return switch (refused.refusal()) {
        case Refusal.Throttled(String limit, int seconds) -> limit + " " + seconds;
        default -> PASSED;
      };
    }
  }

  private static String wrong() {
    throw new RefusedException(new Refusal.WrongCredentials());
  }

  /** A wrong password for a name that is nobody's. */
  private String guess(String address, String name) {
    return signIn(from(address), name, Optional.empty(), false);
  }

  private String signIn(UserAgent client, String name, Optional<Long> account, boolean right) {
    return outcome(
        () ->
            limits.signIn(
                client,
                LoginKey.of(name),
                attempt -> {
                  attempt.to(account, "name " + name, () -> false);
                  return right ? PASSED : wrong();
                }));
  }

  private void spend(String address, int guesses) {
    for (int i = 0; i < guesses; i++) {
      assertThat(guess(address, address + " " + i)).isEqualTo(PASSED);
    }
  }

  @Test
  void aSpentNetworkKeepsARestForThoseWhoComeBackThreeTimesAtMost() {
    spend("192.0.2.1", 115);
    assertThat(guess("192.0.2.1", "first")).isEqualTo("sign-in 20");
    assertThat(guess("192.0.2.1", "first")).isEqualTo(PASSED);
    for (int i = 0; i < 4; i++) {
      assertThat(guess("192.0.2.1", "next" + i)).startsWith("sign-in ");
      assertThat(guess("192.0.2.1", "next" + i)).isEqualTo(PASSED);
    }
    for (int seconds : new int[] {60, 20, 20, 20, 60}) {
      assertThat(guess("192.0.2.1", "last")).isEqualTo("sign-in " + seconds);
    }
    assertThat(limits.struck().byWords().get("sign-in").getAsLong()).isEqualTo(10);
    assertThat(limits.struck().byWords().get("account").getAsLong()).isZero();
    assertThat(limits.struck().byWords()).hasSize(Limit.values().length);
  }

  @Test
  void onlyADeviceOfTheAccountPassesASpentNetwork() {
    spend("192.0.2.1", 115);
    assertThat(signIn(onDevice("192.0.2.1", OWNER), "o", Optional.of(OWNER), true))
        .isEqualTo(PASSED);
    assertThat(signIn(onDevice("192.0.2.1", 8), "p", Optional.of(OWNER), true))
        .isEqualTo("sign-in 20");
    assertThat(signIn(onDevice("192.0.2.1", OWNER), "q", Optional.empty(), true))
        .isEqualTo("sign-in 20");
  }

  /**
   * A range of 256 addresses has a limit too; whoever it turns away has used nothing of their own.
   */
  @Test
  void aSpentRangeTurnsAwayWithoutUseOfTheNetwork() {
    for (int i = 1; i <= 5; i++) {
      spend("192.0.2." + i, 95);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(guess("192.0.2.77", "name" + i)).startsWith("sign-in-range ");
      assertThat(signIn(onDevice("192.0.2.77", OWNER), "o" + i, Optional.of(OWNER), true))
          .isEqualTo(PASSED);
    }
    assertThat(guess("198.51.100.1", "elsewhere")).isEqualTo(PASSED);
    now = now.plus(Duration.ofMinutes(5));
    spend("192.0.2.77", 60);
  }

  @Test
  void guessesOnADeviceCountForNoNetwork() {
    UserAgent own = onDevice("192.0.2.1", OWNER);
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(own, "o", Optional.of(OWNER), false)).isEqualTo(PASSED);
    }
    assertThat(signIn(own, "o", Optional.of(OWNER), false)).isEqualTo("known-device 1");
    assertThat(signIn(onDevice("192.0.2.1", OWNER), "o", Optional.of(OWNER), false))
        .as("another device")
        .isEqualTo(PASSED);
    spend("192.0.2.1", 115);
  }

  /** Names that were turned away are told apart. */
  @Test
  void eachNameIsAnsweredByItsOwnLimit() {
    for (int i = 0; i < 10; i++) {
      guess("192.0.2.1", "one");
      guess("192.0.2.1", "other");
    }
    assertThat(guess("192.0.2.1", "one")).isEqualTo("account 1");
    assertThat(guess("192.0.2.1", "other")).isEqualTo("account 1");
    now = now.plusMillis(500);
    int counters = limits.counters();
    assertThat(guess("192.0.2.1", "one")).isEqualTo("account 1");
    assertThat(limits.counters()).isEqualTo(counters);
  }

  @Test
  void thePresentPasswordHasTenTries() {
    for (int i = 0; i < 20; i++) {
      assertThat(limits.present(OWNER, () -> PASSED)).isEqualTo(PASSED);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(outcome(() -> limits.present(OWNER, SpentLimitsTest::wrong))).isEqualTo(PASSED);
    }
    assertThat(outcome(() -> limits.present(OWNER, () -> PASSED))).isEqualTo("present-password 1");
    assertThat(limits.present(8L, () -> PASSED)).isEqualTo(PASSED);
  }

  @Test
  void anAccountTakesFiveNamesAndANetworkAsksEightHundredTimes() {
    UserAgent client = from("192.0.2.1");
    for (int i = 0; i < 5; i++) {
      assertThat(limits.nameChange(OWNER, client, () -> PASSED)).isEqualTo(PASSED);
    }
    assertThat(outcome(() -> limits.nameChange(OWNER, client, () -> PASSED)))
        .isEqualTo("name-change 60");
    for (int i = 6; i < 800; i++) {
      assertThat(limits.nameChange(1_000L + i, client, () -> PASSED)).isEqualTo(PASSED);
    }
    assertThat(outcome(() -> limits.nameChange(9, client, () -> PASSED))).isEqualTo("name-check 2");
  }

  @Test
  void aMailThatIsNotSentIsCounted() {
    LoginKey key = LoginKey.of("a@example.org");
    assertThat(limits.mayMailReset(key)).isTrue();
    assertThat(limits.struck().byWords().get("reset-mail").getAsLong()).isZero();
    assertThat(limits.mayMailReset(key)).isFalse();
    assertThat(limits.struck().byWords().get("reset-mail").getAsLong()).isEqualTo(1);
    assertThat(limits.counters()).isEqualTo(1);
    limits.forget();
    assertThat(limits.counters()).isZero();
    assertThat(limits.mayMailReset(key)).isTrue();
  }

  /** A failure counts until half of it is forgotten: three minutes for one of an account's. */
  @Test
  void itIsToldHowLongFailuresAreRemembered() {
    assertThat(untilFewer(1, from("192.0.2.1"), Optional.empty())).isZero();
    for (int i = 0; i < 3; i++) {
      guess("192.0.2." + i, "o");
    }
    Duration threeMinutes = Duration.ofMinutes(3);
    assertThat(untilFewer(3, from("198.51.100.1"), Optional.of(OWNER)))
        .isEqualTo(threeMinutes.plusMillis(1));
    assertThat(untilFewer(4, from("198.51.100.1"), Optional.of(OWNER))).isZero();
    assertThat(untilFewer(1, onDevice("198.51.100.1", OWNER), Optional.of(OWNER))).isZero();
    now = now.plus(threeMinutes);
    assertThat(untilFewer(3, from("198.51.100.1"), Optional.empty()))
        .isEqualTo(Duration.ofMillis(1));
    now = now.plusMillis(1);
    assertThat(untilFewer(3, from("198.51.100.1"), Optional.empty())).isZero();
  }

  /** This try is among those of its network, and none of those that failed before it. */
  @Test
  void failuresOfTheNetworkAreRememberedToo() {
    spend("192.0.2.1", 10);
    assertThat(limits.untilFewer(3, from("192.0.2.1"))).isEqualTo(Duration.ofMillis(150_001));
    assertThat(untilFewer(3, from("192.0.2.1"), Optional.empty()))
        .isEqualTo(Duration.ofMillis(150_001));
    assertThat(limits.untilFewer(3, from("192.0.2.2"))).isZero();
  }

  private Duration untilFewer(int failures, UserAgent client, Optional<Long> account) {
    return limits.signIn(client, LoginKey.of("o"), attempt -> asked(attempt, failures, account));
  }

  private static Duration asked(Attempt attempt, int failures, Optional<Long> account) {
    return attempt.untilFewer(failures, account, "name o");
  }
}
