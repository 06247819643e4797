package vestibule.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Which tests share a server, in which order and beside which others they run. */
class ServerPoolTest {

  private static final Queue<URI> SEEN = new ConcurrentLinkedQueue<>();
  private static final String ADA = "ada@example.org";

  @BeforeEach
  void beginAnew() {
    SEEN.clear();
  }

  private static EngineExecutionResults run(Map<String, String> parameters, Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameters(parameters)
        .selectors(selectClass(test))
        .execute();
  }

  /** Each finds a server without anybody, and leaves somebody there. */
  @ExtendWith(VestibuleExtension.class)
  static class OneAfterTheOther {

    @Test
    void first(VestibuleServer server, Mailbox mailbox) {
      comeIn(server, mailbox);
    }

    @Test
    void second(VestibuleServer server, Mailbox mailbox) {
      comeIn(server, mailbox);
    }

    private static void comeIn(VestibuleServer server, Mailbox mailbox) {
      assertThat(mailbox.all()).isEmpty();
      assertThat(People.register(server, ADA)).isEqualTo(201);
      SEEN.add(server.url());
    }
  }

  @Test
  void testsThatFollowEachOtherHaveOneServerAndFindItEmpty() {
    run(Map.of(), OneAfterTheOther.class).testEvents().assertStatistics(s -> s.succeeded(2));
    assertThat(SEEN).hasSize(2);
    assertThat(Set.copyOf(SEEN)).hasSize(1);
    assertThat(SEEN).noneMatch(ServerPoolTest::answers);
  }

  /** Each waits for the other, so that both have their server at the same time. */
  @ExtendWith(VestibuleExtension.class)
  static class SideBySide {

    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void first(VestibuleServer server, Clock clock) throws Exception {
      comeIn(server, clock);
    }

    @Test
    void second(VestibuleServer server, Clock clock) throws Exception {
      comeIn(server, clock);
    }

    private static void comeIn(VestibuleServer server, Clock clock) throws Exception {
      BOTH.await(5, TimeUnit.MINUTES);
      assertThat(People.register(server, ADA)).isEqualTo(201);
      Instant before = clock.now();
      BOTH.await(5, TimeUnit.MINUTES);
      clock.advance(Duration.ofDays(1));
      BOTH.await(5, TimeUnit.MINUTES);
      assertThat(clock.now()).isBefore(before.plus(Duration.ofHours(36)));
      SEEN.add(server.url());
    }
  }

  @Test
  void testsThatRunAtTheSameTimeHaveAServerEach() {
    Map<String, String> parallel =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
    run(parallel, SideBySide.class).testEvents().assertStatistics(s -> s.succeeded(2));
    assertThat(Set.copyOf(SEEN)).hasSize(2);
    assertThat(SEEN).noneMatch(ServerPoolTest::answers);
  }

  /** Its tests share what the class has. */
  static class Whole {

    @RegisterExtension
    static final VestibuleExtension VESTIBULE =
        new VestibuleExtension().with("VESTIBULE_DOORS", "v1,chat");

    @Test
    void first(VestibuleServer server) {
      comeIn(server);
    }

    @Test
    void second(VestibuleServer server) {
      comeIn(server);
    }

    private static void comeIn(VestibuleServer server) {
      assertThat(VESTIBULE.server().url()).isEqualTo(server.url());
      SEEN.add(server.url());
      assertThat(People.register(VESTIBULE.server(), ADA)).isEqualTo(SEEN.size() == 1 ? 201 : 422);
    }
  }

  @Test
  void aClassHasOneServerForAllItsTests() {
    run(Map.of(), WholeFirst.class).testEvents().assertStatistics(s -> s.succeeded(2));
    assertThat(Set.copyOf(SEEN)).hasSize(1);
  }

  /** The class asks before its tests do. */
  static class WholeFirst extends Whole {

    @BeforeAll
    static void ask() {
      assertThat(VESTIBULE.server().mailbox().all()).isEmpty();
    }
  }

  /** No program is there. */
  static class Unstartable {

    @RegisterExtension
    static final VestibuleExtension VESTIBULE =
        new VestibuleExtension().startedBy("sh", "-c", "echo no program; exit 1");

    @Test
    void first(VestibuleServer server) {
      SEEN.add(server.url());
    }
  }

  @Test
  void aServerThatDoesNotStartFailsTheTestAndSaysWhy() {
    EngineExecutionResults results = run(Map.of(), Unstartable.class);
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            finishedWithFailure(
                new Condition<>(
                    failure -> causes(failure).contains("did not start, and said:\nno program"),
                    "it says why")));
    assertThat(SEEN).isEmpty();
  }

  private static String causes(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      all.append(at.getMessage()).append('\n');
    }
    return all.toString();
  }

  @Test
  void aFieldThatNoClassHasBegunHasNoServer() {
    assertThatThrownBy(() -> new VestibuleExtension().server())
        .isInstanceOf(IllegalStateException.class);
  }

  private static boolean answers(URI url) {
    try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }
}
