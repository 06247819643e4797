package vestibule.core.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.Waiting;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.LoginKey;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/** When the old system is asked, and that who is not asked about waits as long as who is. */
class QuestionsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final ScriptedSystem system = new ScriptedSystem();
  private final Questions questions = system.questions(() -> NOW);

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private Said ask(String login) {
    LoginKey key = LoginKey.of(login);
    return questions.run("chat", key, () -> questions.ask("chat", login, "secret"));
  }

  private void spend(String login) {
    LoginKey key = LoginKey.of(login);
    questions.run(
        "chat",
        key,
        () -> {
          questions.spend(key);
          return key;
        });
  }

  /** After how many seconds it is worth coming again; 0 for one that is let through. */
  private static int turnedAway(Runnable work) {
    try {
      work.run();
      return 0;
    } catch (RefusedException refused) {
      return ((Refusal.OldSystemAway) refused.refusal()).retryAfterSeconds();
    }
  }

  private void fail(int times) {
    system.says = _ -> new Said.Away();
    for (int i = 0; i < times; i++) {
      ask("ada");
    }
  }

  @Test
  void aQuestionHasAnIdOfItsOwnATimeAndWhatWasTyped() {
    ask("Ada");
    ask("Ada");
    OldSystem.Question first = system.asked.getFirst();
    assertThat(first.id()).matches("msg_[0-9a-f]{32}").isNotEqualTo(system.asked.get(1).id());
    assertThat(first).isEqualTo(new OldSystem.Question(first.id(), NOW, "chat", "Ada", "secret"));
    assertThat(first.toString()).doesNotContain("Ada").doesNotContain("secret");
  }

  @Test
  void beforeTheFirstAMadeUpNameIsAskedAbout() {
    system.saysOfProbes = _ -> system.after(millis(40), new Said.Nobody());
    spend("ada");
    assertThat(system.asked).isEmpty();
    assertThat(system.probes).hasSize(1);
    assertThat(system.probes.getFirst().login()).matches("vestibule-probe-[0-9a-f]{32}");
    assertThat(system.pauses).containsExactly(millis(40));
    ask("ada");
    assertThat(system.probes).hasSize(1);
    assertThat(system.told).isEmpty();
  }

  @Test
  void whereAnAddressIsAskedAboutTheMadeUpNameIsOne() {
    ask("ada@example.org");
    assertThat(system.probes.getFirst().login())
        .matches("vestibule-probe-[0-9a-f]{32}@example\\.invalid");
  }

  private void answerAfter(long millis, Said said) {
    system.says = _ -> system.after(millis(millis), said);
    ask("somebody");
  }

  @Test
  void whatIsWaitedIsWhatAskingTookWhicheverNameItIs() {
    for (int i = 0; i < 64; i++) {
      answerAfter(50 + i, new Said.WrongPassword());
    }
    for (String name : List.of("ada", "bob", "eve")) {
      system.pauses.clear();
      IntStream.range(0, 500).forEach(_ -> spend(name));
      List<Duration> sorted = system.pauses.stream().sorted().toList();
      assertThat(sorted.getFirst()).isGreaterThanOrEqualTo(millis(50));
      assertThat(sorted.get(50)).isLessThan(millis(62));
      assertThat(sorted.get(250)).isBetween(millis(75), millis(89));
      assertThat(sorted.get(450)).isGreaterThan(millis(102));
      assertThat(sorted.getLast()).isLessThan(millis(114));
    }
  }

  /** As those of a name do that is asked about again and again. */
  @Test
  void theTimesOfANameAreThoseOfNobodyOrThoseOfSomebody() {
    for (int i = 0; i < 16; i++) {
      answerAfter(10 + i, new Said.Nobody());
      answerAfter(300 + i, new Said.WrongPassword());
      answerAfter(320 + i, new Said.WrongPassword());
      answerAfter(340 + i, new Said.WrongPassword());
    }
    int nobodies = 0;
    for (int name = 0; name < 200; name++) {
      String known = "known" + name;
      system.pauses.clear();
      IntStream.range(0, 20).forEach(_ -> spend(known));
      long quick = system.pauses.stream().filter(time -> time.toMillis() < 300).count();
      assertThat(quick).isIn(0L, 20L);
      nobodies += quick == 20 ? 1 : 0;
    }
    assertThat(nobodies).isBetween(30, 70);
  }

  /** It would be the longest that there is, for what the old system did not say of them. */
  @Test
  void whatWasNotAnsweredIsNoTimeToWait() {
    system.says = _ -> system.after(millis(20), new Said.Nobody());
    ask("ada");
    system.says = _ -> system.after(millis(2_000), new Said.Away());
    ask("ada");
    system.says = _ -> system.after(millis(300), new Said.Somebody(HookCases.person("7", "a")));
    ask("ada");
    IntStream.range(0, 100).forEach(i -> spend("known" + i));
    assertThat(system.pauses).contains(millis(20)).doesNotContain(millis(2_000), millis(300));
  }

  @Test
  void afterFiveFailuresInARowItIsNotAskedAndWhoWouldOnlyWaitIsTurnedAwayToo() {
    ask("ada");
    fail(4);
    system.says = _ -> new Said.Nobody();
    ask("ada");
    fail(4);
    assertThat(questions.isShut()).isFalse();
    fail(1);
    assertThat(questions.isShut()).isTrue();
    int before = system.asked.size();
    system.pauses.clear();
    assertThat(turnedAway(() -> ask("bob"))).isEqualTo(5);
    assertThat(turnedAway(() -> spend("ada"))).isEqualTo(5);
    system.pass(millis(4_001));
    assertThat(turnedAway(() -> ask("bob"))).isEqualTo(1);
    assertThat(turnedAway(() -> spend("ada"))).isEqualTo(1);
    assertThat(system.asked).hasSize(before);
    assertThat(system.pauses).isEmpty();
    assertThat(system.told).containsExactly("the old system does not answer");
  }

  @Test
  void afterAPauseOnlyAMadeUpNameIsAskedAboutUntilThatIsAnswered() {
    ask("ada");
    fail(5);
    system.saysOfProbes = _ -> new Said.Away();
    for (int i = 0; i < 3; i++) {
      system.pass(Duration.ofSeconds(5));
      assertThat(turnedAway(() -> ask("bob"))).isEqualTo(5);
      assertThat(turnedAway(() -> spend("ada"))).isEqualTo(5);
    }
    assertThat(system.probes).hasSize(4);
    assertThat(system.asked).hasSize(6);
    system.pass(Duration.ofSeconds(5));
    system.saysOfProbes = _ -> system.after(millis(30), new Said.WrongPassword());
    spend("ada");
    assertThat(system.pauses).containsExactly(millis(30));
    assertThat(questions.isShut()).isFalse();
    assertThat(system.told)
        .containsExactly("the old system does not answer", "the old system answers again");
  }

  @Test
  void aSystemThatLetsInAMadeUpNameIsNotBelieved() {
    system.saysOfProbes = _ -> new Said.Somebody(HookCases.person("7", "any"));
    assertThat(turnedAway(() -> ask("ada"))).isEqualTo(5);
    assertThat(system.asked).isEmpty();
    assertThat(system.told.getFirst()).contains("is not believed");
  }

  @Test
  void whereItWasNotHeardOfForAMinuteAMadeUpNameIsAskedAboutAgain() {
    ask("ada");
    system.pass(Duration.ofSeconds(59));
    spend("ada");
    assertThat(system.probes).hasSize(1);
    system.pass(Duration.ofSeconds(1));
    spend("ada");
    spend("ada");
    assertThat(system.probes).hasSize(2);
  }

  @Test
  void timesOfLongAgoAreForgotten() {
    system.saysOfProbes = _ -> system.after(millis(900), new Said.Nobody());
    ask("ada");
    system.saysOfProbes = _ -> system.after(millis(3), new Said.Nobody());
    system.pass(Duration.ofMinutes(11));
    IntStream.range(0, 100).forEach(i -> spend("known" + i));
    assertThat(system.pauses).containsOnly(millis(3));
  }

  @Test
  void allWhoComeMeanwhileWaitForTheOneMadeUpName() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    system.saysOfProbes =
        _ -> {
          await(go);
          return new Said.Nobody();
        };
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "n" + i;
        running.add(pool.submit(i % 2 == 0 ? () -> spend(name) : () -> ask(name)));
      }
      Waiting.until("all wait", Duration.ofSeconds(30), () -> questions.waiting() == 20);
      assertThat(system.asked).isEmpty();
      go.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(system.probes).hasSize(1);
    assertThat(system.asked).hasSize(10);
    assertThat(questions.waiting()).isZero();
  }

  @Test
  void moreThanThereIsRoomForAreTurnedAwayAtOnceWhoeverTheyAre() throws Exception {
    ask("ada");
    CountDownLatch go = new CountDownLatch(1);
    system.says =
        _ -> {
          await(go);
          return new Said.Nobody();
        };
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Said>> running = new ArrayList<>();
      for (int i = 0; i < Questions.PLACES; i++) {
        running.add(pool.submit(() -> ask("somebody")));
      }
      Waiting.until(
          "no room", Duration.ofSeconds(30), () -> questions.waiting() == Questions.PLACES);
      assertThat(turnedAway(() -> ask("bob"))).isEqualTo(5);
      assertThat(turnedAway(() -> spend("ada"))).isEqualTo(5);
      go.countDown();
      for (Future<Said> one : running) {
        assertThat(one.get()).isEqualTo(new Said.Nobody());
      }
    }
    spend("ada");
  }

  private static void await(CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aSystemThatBreaksItsWordHoldsNobodyUp() {
    system.saysOfProbes =
        _ -> {
          throw new IllegalStateException("broken");
        };
    assertThatThrownBy(() -> ask("ada")).isInstanceOf(IllegalStateException.class);
    assertThat(turnedAway(() -> ask("ada"))).isEqualTo(5);
    assertThat(questions.waiting()).isZero();
  }

  @Test
  void whatWasSaidIsCounted() {
    ask("ada");
    system.says = _ -> new Said.WrongPassword();
    ask("ada");
    fail(2);
    system.says = _ -> new Said.Somebody(HookCases.person("7", "ada"));
    ask("ada");
    assertThat(List.of(Questions.Outcome.values()).stream().map(questions::count).toList())
        .containsExactly(1L, 2L, 1L, 2L);
  }
}
