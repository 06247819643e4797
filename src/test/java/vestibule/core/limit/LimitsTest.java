package vestibule.core.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Language;
import vestibule.core.model.LoginKey;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** How many guesses get through, and who gets in meanwhile. */
class LimitsTest {

  private static final long OWNER = 7;
  private static final String COUNTED = "account 7";
  private static final Duration HOUR = Duration.ofHours(1);

  /** Odd, and half of its bits are set. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Devices devices = TestLimits.devices();
  private final Limits limits = TestLimits.on(() -> now);

  private static UserAgent from(String address) {
    return new UserAgent("", address, Language.ENGLISH);
  }

  private UserAgent onDevice(String address, long account) {
    return new UserAgent(
        "", address, Language.ENGLISH, Optional.of(devices.mark(account)), Optional.empty());
  }

  private boolean guess(UserAgent client, boolean familiar) {
    return attempt(client, "owner", false, familiar).isZero();
  }

  private Duration attempt(UserAgent client, String name, boolean right, boolean familiar) {
    boolean known = name.equals("owner");
    try {
      return limits.signIn(
          client,
          LoginKey.of(name),
          attempt -> {
            attempt.to(
                known ? Optional.of(OWNER) : Optional.empty(),
                known ? COUNTED : "name " + name,
                () -> familiar);
            if (!right) {
              throw new RefusedException(new Refusal.WrongCredentials());
            }
            return Duration.ZERO;
          });
    } catch (RefusedException refused) {
      return refused.refusal() instanceof Refusal.Throttled(String _, int seconds)
          ? Duration.ofSeconds(seconds)
          : Duration.ZERO;
    }
  }

  @Test
  void whoMistypesNineTimesGetsInAtTheTenth() {
    for (int i = 0; i < 9; i++) {
      assertThat(guess(from("192.0.2.1"), false)).isTrue();
    }
    assertThat(attempt(from("192.0.2.1"), "owner", true, false)).isZero();
  }

  @Test
  void afterTenFailuresEachNextOneWaitsTwiceAsLongUpToAMinute() {
    for (int i = 0; i < 10; i++) {
      assertThat(guess(from("192.0.2." + i), false)).isTrue();
    }
    for (int seconds : List.of(1, 2, 4, 8, 16, 32)) {
      Duration wait = attempt(from("198.51.100.1"), "owner", false, false);
      assertThat(wait).isEqualTo(Duration.ofSeconds(seconds));
      now = now.plus(wait);
      assertThat(guess(from("198.51.100.1"), false)).isTrue();
    }
    assertThat(attempt(from("198.51.100.1"), "owner", true, false))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aHundredGuessesFromStrangersAndOneFamiliarNetworkReachAHashInAnyHour() {
    Deque<Instant> passed = new ArrayDeque<>();
    int most = 0;
    for (int second = 0; second < 3 * 3600; second++) {
      String stranger = "10." + (second % 4) + "." + (second % 250) + ".1";
      for (UserAgent client : List.of(from(stranger), from("192.0.2.77"))) {
        if (guess(client, client.networkAddress().equals("192.0.2.77"))) {
          passed.add(now);
        }
      }
      now = now.plusSeconds(1);
      while (!passed.isEmpty() && !passed.peek().isAfter(now.minus(HOUR))) {
        passed.remove();
      }
      most = Math.max(most, passed.size());
    }
    assertThat(most).isBetween(60, 100);
  }

  @Test
  void theOwnerGetsInOnAKnownDeviceWhileStrangersGuess() {
    while (guess(from("192.0.2.1"), false)) {
      assertThat(attempt(onDevice("192.0.2.1", OWNER), "owner", true, false)).isZero();
    }
    assertThat(attempt(onDevice("192.0.2.1", OWNER), "owner", true, false)).isZero();
    assertThat(attempt(onDevice("192.0.2.1", 8), "owner", true, false)).isPositive();
    assertThat(attempt(onDevice("192.0.2.1", OWNER), "owner", true, false)).isZero();
  }

  @Test
  void theOwnerGetsInFromAFamiliarNetworkWhileStrangersGuess() {
    while (guess(from("192.0.2.1"), false)) {
      now = now.plusMillis(1);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(attempt(from("198.51.100.1"), "owner", true, true)).isZero();
    }
  }

  @Test
  void whoIsTurnedAwayIsNotLookedUpBeforeTheTimeThatWasTold() {
    AtomicInteger looks = new AtomicInteger();
    for (int i = 0; i < 10_000; i++) {
      look("192.0.2.1", looks);
    }
    // Ten guesses, and one that learns of the limit.
    assertThat(looks.get()).isEqualTo(11);
    look("198.51.100.1", looks);
    assertThat(looks.get()).as("somebody elsewhere").isEqualTo(12);
    now = now.plusSeconds(1);
    look("192.0.2.1", looks);
    assertThat(looks.get()).as("after the second that was told").isEqualTo(13);
    for (int i = 0; i < 100; i++) {
      look("192.0.2.1", looks);
    }
    assertThat(looks.get()).isEqualTo(14);
    assertThat(attempt(onDevice("192.0.2.1", OWNER), "owner", true, false)).isZero();
  }

  /** A guess that counts whether anything was looked up for it. */
  private void look(String address, AtomicInteger looks) {
    assertThatThrownBy(
            () ->
                limits.signIn(
                    from(address),
                    LoginKey.of("owner"),
                    attempt -> {
                      looks.incrementAndGet();
                      attempt.to(Optional.of(OWNER), COUNTED, () -> false);
                      throw new RefusedException(new Refusal.WrongCredentials());
                    }))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void aDeviceIsLimitedToo() {
    UserAgent stolen = onDevice("192.0.2.1", OWNER);
    for (int i = 0; i < 10; i++) {
      assertThat(guess(stolen, true)).isTrue();
    }
    assertThat(guess(stolen, true)).isFalse();
  }

  @Test
  void aForgedMarkIsNoDevice() {
    String mark = devices.mark(OWNER);
    String forged = (mark.charAt(0) == 'B' ? "C" : "B") + mark.substring(1);
    for (String text : List.of(forged, mark.substring(1), mark + "A", "", "%", "A".repeat(48))) {
      assertThat(devices.isOf(Optional.of(text), OWNER)).as(text).isFalse();
    }
    // What follows the account is signed with it, and the last character has bits to spare.
    for (int i = 12; i < mark.length() - 1; i++) {
      String other = mark.charAt(i) == 'B' ? "C" : "B";
      String changed = mark.substring(0, i) + other + mark.substring(i + 1);
      assertThat(devices.isOf(Optional.of(changed), OWNER)).as("changed at " + i).isFalse();
    }
    assertThat(devices.mark(OWNER)).as("each device has its own").isNotEqualTo(mark);
    assertThat(devices.isOf(Optional.of(mark), OWNER)).isTrue();
    assertThat(devices.isOf(Optional.of(mark), OWNER + 1)).isFalse();
    assertThat(devices.isOf(Optional.empty(), OWNER)).isFalse();
  }

  /** One password for ten thousand names, ten a second, from one network; then a person comes. */
  @Test
  void sprayingTakesThreeHundredHashesAnHourAndAnHonestNewcomerGetsIn() {
    int passed = 0;
    Instant start = now;
    Optional<Instant> came = Optional.empty();
    Instant next = start.plus(Duration.ofMinutes(20));
    for (int i = 0; i < 36_000; i++) {
      if (attempt(from("192.0.2.1"), "name" + i % 10_000, false, false).isZero()) {
        passed++;
      }
      if (came.isEmpty() && !now.isBefore(next)) {
        Duration wait = attempt(from("192.0.2.1"), "newcomer", true, false);
        assertThat(wait).isLessThanOrEqualTo(Duration.ofMinutes(1));
        next = now.plus(wait);
        came = wait.isZero() ? Optional.of(now) : came;
      }
      now = now.plusMillis(100);
    }
    assertThat(passed).isBetween(200, 300);
    assertThat(came).isPresent();
    assertThat(Duration.between(start, came.get())).isLessThan(Duration.ofMinutes(25));
  }

  @Test
  void threeHundredHonestPeopleOfOneAddressMeetNoLimit() {
    UserAgent office = from("192.0.2.1");
    for (int i = 0; i < 300; i++) {
      limits.count(Limits.Kind.REGISTRATION, office);
      limits.count(Limits.Kind.NAME_CHECK, office);
      assertThat(attempt(office, "person" + i, true, false)).isZero();
      now = now.plusSeconds(1);
    }
  }

  @Test
  void manyAtOnceCountAsManyAsOneAfterTheOther() {
    AtomicInteger passed = new AtomicInteger();
    Together.run(
        50,
        i -> {
          if (guess(from("192.0.2." + i), false)) {
            passed.incrementAndGet();
          }
          return i;
        });
    assertThat(passed.get()).isEqualTo(10);
  }

  @Test
  void whatWasNoGuessIsGivenBack() {
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(
              () ->
                  limits.signIn(
                      from("192.0.2.1"),
                      LoginKey.of("owner"),
                      attempt -> {
                        attempt.to(Optional.of(OWNER), COUNTED, () -> false);
                        throw new RefusedException(new Refusal.Busy(1));
                      }))
          .isInstanceOf(RefusedException.class);
    }
    assertThat(guess(from("192.0.2.1"), false)).isTrue();
  }

  @Test
  void atMostFiveMailsAnHourGoToAnAddress() {
    LoginKey key = LoginKey.of("a@example.org");
    for (boolean reset : new boolean[] {true, false}) {
      Deque<Instant> sent = new ArrayDeque<>();
      int most = 0;
      for (int i = 0; i < 12 * 360; i++) {
        if (reset ? limits.mayMailReset(key) : limits.mayMail(key)) {
          sent.add(now);
        }
        now = now.plusSeconds(10);
        while (!sent.isEmpty() && sent.peek().isBefore(now.minus(HOUR))) {
          sent.remove();
        }
        most = Math.max(most, sent.size());
      }
      assertThat(most).isBetween(3, 5);
    }
    assertThat(limits.mayMailReset(LoginKey.of("b@example.org"))).isTrue();
    assertThat(limits.mayMailReset(LoginKey.of("b@example.org"))).isFalse();
  }

  @Test
  void wrongCodesOfANetworkAreLimitedAndRightOnesAreNot() {
    UserAgent client = from("2001:db8::1");
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.code(client, () -> "right")).isEqualTo("right");
    }
    long looked =
        IntStream.range(0, 1_000)
            .filter(
                i -> {
                  try {
                    return limits.code(
                        from("2001:db8::" + Integer.toHexString(i)),
                        () -> {
                          throw new RefusedException(new Refusal.CodeInvalid());
                        });
                  } catch (RefusedException refused) {
                    return refused.refusal() instanceof Refusal.CodeInvalid;
                  }
                })
            .count();
    assertThat(looked).isEqualTo(120);
  }

  @Test
  void theSwitchTurnsAllOff() {
    Limits off = TestLimits.off();
    for (int i = 0; i < 1_000; i++) {
      off.count(Limits.Kind.MAIL, from("192.0.2.1"));
      assertThat(off.mayMailReset(LoginKey.of("a@example.org"))).isTrue();
    }
    assertThat(off.isOn()).isFalse();
  }

  @Test
  void countersOfManyNamesTakeBoundedRoom() {
    Uses uses = new Uses(new byte[32]);
    Use attacked = uses.of(Limit.ACCOUNT, "owner", now);
    for (int i = 0; i < 10; i++) {
      attacked.take(now, 0);
    }
    // Hashes of names are spread as evenly as these numbers, and take most of the time.
    for (long i = 1; i <= 2L * Uses.MOST; i++) {
      uses.of(i * SPREAD, Limit.ACCOUNT, now).take(now, 0);
    }
    assertThat(uses.size()).isEqualTo(Uses.MOST);
    assertThat(uses.of(Limit.ACCOUNT, "owner", now).level(now)).isEqualTo(10);
  }
}
