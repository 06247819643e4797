package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vestibule.junit.Clock;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** Tokens are renewed once for many, by a running server. */
@ExtendWith(VestibuleExtension.class)
class RenewalTest {

  private static final int MANY = 40;
  private static final String PASSWORD = "correct horse 7";
  private static final String REFRESH = "POST /v1/sessions/refresh";
  private static final String WHOAMI = "GET /v1/whoami";

  private final TokenStore store = TokenStore.inMemory();
  private final ExecutorService threads = Executors.newFixedThreadPool(MANY);
  private Between between;
  private VestibuleClient vestibule;
  private SignedIn ada;

  @BeforeEach
  void signIn(VestibuleServer server) {
    between = new Between(server.url());
    vestibule = VestibuleClient.at(between.url());
    vestibule.register(NewAccount.of("ada@example.org", PASSWORD));
    ada = vestibule.signIn("ada@example.org", PASSWORD, store);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    between.close();
  }

  private <T> List<Future<T>> together(Callable<T> act) throws InterruptedException {
    CyclicBarrier begin = new CyclicBarrier(MANY);
    List<Callable<T>> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(
          () -> {
            begin.await();
            return act.call();
          });
    }
    return threads.invokeAll(all);
  }

  @Test
  void manyCallsThatFindTheTokenTooOldRenewItOnce(Clock clock) throws Exception {
    clock.advance(Duration.ofMinutes(16));
    Tokens before = store.load().orElseThrow();
    for (Future<Whoami> each : together(ada::whoami)) {
      assertThat(each.get().account().email()).contains("ada@example.org");
    }
    assertThat(between.asked(REFRESH)).isEqualTo(1);
    Tokens after = store.load().orElseThrow();
    assertThat(after.refreshToken()).isNotEqualTo(before.refreshToken());
    assertThat(after.session()).isEqualTo(before.session());
  }

  @Test
  void viewsWithAHeaderOfTheirOwnRenewTogetherToo(Clock clock) throws Exception {
    clock.advance(Duration.ofMinutes(16));
    for (Future<Whoami> each : together(() -> ada.with("Accept-Language", "ru").whoami())) {
      assertThat(each.get().door()).isEqualTo("v1");
    }
    assertThat(between.asked(REFRESH)).isEqualTo(1);
  }

  @Test
  void aTokenThatIsTooOldByOurClockIsNotSent(Clock clock) throws Exception {
    clock.advance(Duration.ofMinutes(16));
    Instant later = Instant.now().plus(Duration.ofMinutes(16));
    SignedIn resumed = vestibule.by(() -> later).resume(store);
    Set<String> tokens = new HashSet<>();
    for (Future<String> each : together(resumed::accessToken)) {
      tokens.add(each.get());
    }
    assertThat(tokens).hasSize(1);
    assertThat(between.asked(REFRESH)).isEqualTo(1);
    assertThat(resumed.whoami().door()).isEqualTo("v1");
    assertThat(between.asked(WHOAMI)).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostIsAskedForOnceMore(Clock clock) {
    clock.advance(Duration.ofMinutes(16));
    between.loseOne(REFRESH);
    assertThat(ada.whoami().door()).isEqualTo("v1");
    assertThat(between.asked(REFRESH)).isEqualTo(2);
    clock.advance(Duration.ofMinutes(16));
    assertThat(ada.whoami().door()).isEqualTo("v1");
  }

  @Test
  void whenTheSessionHasEndedAllOfThemLearnItOnceAndTheStoreIsEmpty(
      VestibuleServer server, Clock clock) throws Exception {
    VestibuleClient.at(server.url()).signIn("ada@example.org", PASSWORD).endOtherSessions();
    clock.advance(Duration.ofMinutes(16));
    int ended = 0;
    for (Future<Whoami> each : together(ada::whoami)) {
      ended += failure(each) instanceof VestibuleException ? 1 : 0;
    }
    assertThat(ended).isEqualTo(MANY);
    assertThat(store.load()).isEmpty();
    assertThat(between.asked(REFRESH)).isLessThanOrEqualTo(1);
    assertThatThrownBy(ada::whoami).isInstanceOf(SignedOutException.class);
  }

  private static Throwable failure(Future<?> future) throws InterruptedException {
    try {
      future.get();
      throw new AssertionError("it has not failed");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void aServerThatIsAwayLeavesTheTokensAsTheyAre(Clock clock) throws Exception {
    clock.advance(Duration.ofMinutes(16));
    Tokens before = store.load().orElseThrow();
    Instant later = Instant.now().plus(Duration.ofMinutes(16));
    SignedIn resumed = vestibule.by(() -> later).resume(store);
    between.close();
    assertThatThrownBy(resumed::whoami).isInstanceOf(UnreachableException.class);
    assertThat(store.load()).contains(before);
  }

  @Test
  void aSessionGoesOnWithTheTokensOfAStore() {
    assertThat(vestibule.resume(store).account().email()).contains("ada@example.org");
    assertThatThrownBy(() -> vestibule.resume(TokenStore.inMemory()).account())
        .isInstanceOf(SignedOutException.class);
  }

  @Test
  void whoSignsOutWhileTokensAreRenewedStaysOut(Clock clock) {
    clock.advance(Duration.ofMinutes(16));
    between.meanwhile(REFRESH, store::clear);
    assertThat(ada.whoami().door()).isEqualTo("v1");
    assertThat(between.asked(REFRESH)).isEqualTo(1);
    assertThat(store.load()).isEmpty();
    assertThatThrownBy(ada::whoami).isInstanceOf(SignedOutException.class);
  }
}
