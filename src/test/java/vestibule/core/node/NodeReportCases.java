package vestibule.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.administration.Overview;
import vestibule.core.limit.TestLimits;
import vestibule.core.store.node.NodeState;
import vestibule.store.Housekeeping;
import vestibule.store.Stage;

/** What nodes tell of themselves, and how operators see it. */
public abstract class NodeReportCases extends CoreCases {

  private static final NodeState.Condition WELL =
      new NodeState.Condition(Optional.empty(), Optional.empty(), 0, 1, 2, 3);

  private final Map<Figure, Long> counts = new EnumMap<>(Figure.class);
  private NodeState.Condition condition = WELL;
  private Overview overview;

  protected NodeReportCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void look() {
    overview = new Overview(core.changes);
  }

  private NodeReports node(String name) {
    Map<Figure, LongSupplier> sources =
        Arrays.stream(Figure.values())
            .collect(
                Collectors.toMap(
                    figure -> figure, figure -> () -> counts.getOrDefault(figure, 0L)));
    return new NodeReports(
        stage.transactions,
        stage.clock(),
        new NodeReports.Self(name, name + ":8080", "1.0", stage.now()),
        new NodeReports.Sources(sources, () -> condition, TestLimits.off().struck()));
  }

  private List<Long> registrations(int hours) {
    return overview.hours(hours).stream().map(hour -> hour.total(Figure.REGISTERED)).toList();
  }

  @Test
  void figuresAreThoseOfTheirHourAndOfAllNodes() {
    NodeReports one = node("one");
    counts.put(Figure.REGISTERED, 3L);
    one.tell();
    counts.put(Figure.REGISTERED, 5L);
    one.tell();
    one.tell();
    node("other").tell();
    assertThat(registrations(2)).containsExactly(0L, 10L);
    stage.pass(Duration.ofHours(1));
    counts.put(Figure.REGISTERED, 6L);
    one.tell();
    counts.put(Figure.REGISTERED, 8L);
    one.tell();
    assertThat(registrations(2)).as("the turn counts for the hour before").containsExactly(11L, 2L);
    assertThat(registrations(1)).containsExactly(2L);
    Instant begin = stage.now().truncatedTo(ChronoUnit.HOURS);
    assertThat(overview.hours(1).getFirst().begin()).isEqualTo(begin);
  }

  @Test
  void aNodeThatStartsAgainTakesNothingBack() {
    counts.put(Figure.REGISTERED, 3L);
    node("before").tell();
    counts.put(Figure.REGISTERED, 1L);
    node("after").tell();
    assertThat(registrations(1)).containsExactly(4L);
  }

  @Test
  void whatDidNotChangeIsNotWritten() {
    NodeReports one = node("one");
    one.tell();
    assertThat(stage.count("select count(*) from hourly_figure")).isZero();
    counts.put(Figure.MAIL_SENT, 1L);
    one.tell();
    assertThat(stage.count("select count(*) from hourly_figure")).isOne();
  }

  @Test
  void aNodeIsShownAsItIsUntilItEnds() {
    NodeReports one = node("one");
    Instant started = stage.now();
    one.tell();
    stage.pass(Duration.ofMinutes(1));
    condition =
        new NodeState.Condition(
            Optional.of("the database does not answer"), Optional.of("busy"), 7, 8, 9, 10);
    one.tell();
    NodeState state = new NodeState("one", "one:8080", "1.0", started, stage.now(), condition);
    assertThat(overview.nodes()).containsExactly(new Overview.Node(state, false));
    stage.pass(Duration.ofMinutes(1).plusMillis(1));
    assertThat(overview.nodes()).containsExactly(new Overview.Node(state, true));
    one.end();
    assertThat(overview.nodes()).isEmpty();
  }

  @Test
  void housekeepingForgetsNodesAfterADayAndFiguresAfterAMonth() {
    counts.put(Figure.HASH_COMPUTED, 1L);
    node("one").tell();
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "node");
    stage.pass(Duration.ofDays(1));
    housekeeping.run();
    assertThat(stage.rows()).containsKeys("node_state", "hourly_figure");
    stage.pass(Duration.ofSeconds(1));
    housekeeping.run();
    assertThat(stage.rows()).containsKeys("hourly_figure").doesNotContainKey("node_state");
    stage.pass(Duration.ofDays(30));
    housekeeping.run();
    assertThat(stage.rows()).doesNotContainKey("hourly_figure");
  }
}
