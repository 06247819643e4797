package vestibule.wiring;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import vestibule.config.Config;
import vestibule.core.audit.Refusals;
import vestibule.core.audit.Tally;
import vestibule.core.hook.FirstLogIns;
import vestibule.core.hook.Questions;
import vestibule.core.limit.Struck;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Outcome;
import vestibule.core.model.Door;
import vestibule.core.node.Figure;
import vestibule.core.node.NodeReports;
import vestibule.core.store.OutboxStore;
import vestibule.core.store.node.NodeState;
import vestibule.crypto.HashingPool;
import vestibule.http.budget.Budget;
import vestibule.http.budget.Claim.Phase;
import vestibule.mail.OutboxWorker;
import vestibule.mail.Trouble;
import vestibule.ops.Meters;
import vestibule.v1.V1;

/** The figures of a node, of all that it is made of; docs/metrics.md lists them. */
final class NodeMeters {

  private static final String KIND = "kind";
  private static final String DOOR = "door";
  private static final String OUTCOME = "outcome";

  private final Foundation foundation;
  private final Mailing mailing;
  private final Budget budget;
  private final List<String> doors;
  private final Meters meters = new Meters();

  private NodeMeters(Foundation foundation, Mailing mailing, Budget budget, List<String> doors) {
    this.foundation = foundation;
    this.mailing = mailing;
    this.budget = budget;
    this.doors = doors;
  }

  /** What a node of these parts shows. */
  static NodeMeters of(Config config, Foundation foundation, Mailing mailing, Budget budget) {
    List<String> doors = Wiring.doors(config).stream().map(Door::name).toList();
    NodeMeters node = new NodeMeters(foundation, mailing, budget, doors);
    node.countSignIns(doors);
    node.countEvents(doors);
    node.countHashes();
    node.countLimits();
    node.countQuestions();
    node.countMails();
    node.countConnections(budget);
    return node;
  }

  /** What is shown where somebody asks. */
  Meters meters() {
    return meters;
  }

  /**
   * What is told to operators, of the same counts.
   *
   * @param node its name among those that share the database
   * @param unready why it takes no requests
   */
  NodeReports reports(
      InstantSource clock, String node, int port, Supplier<Optional<String>> unready) {
    NodeReports.Self self =
        new NodeReports.Self(
            node,
            Starter.machine() + ":" + port,
            Starter.version(),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return new NodeReports(
        foundation.storage().transactions(),
        clock,
        self,
        new NodeReports.Sources(
            hourly(), () -> condition(unready), foundation.limiting().limits().struck()));
  }

  private NodeState.Condition condition(Supplier<Optional<String>> unready) {
    Runtime machine = Runtime.getRuntime();
    return new NodeState.Condition(
        unready.get(),
        mailing.worker().trouble().map(NodeMeters::word),
        foundation.hashing().pool().waiting(),
        budget.connections(),
        machine.totalMemory() - machine.freeMemory(),
        machine.maxMemory());
  }

  private Map<Figure, LongSupplier> hourly() {
    Refusals refusals = foundation.core().changes().refusals();
    Tally tally = foundation.core().changes().tally();
    Struck struck = foundation.limiting().limits().struck();
    HashingPool pool = foundation.hashing().pool();
    OutboxWorker worker = mailing.worker();
    Map<Figure, LongSupplier> hourly = new EnumMap<>(Figure.class);
    hourly.put(Figure.REGISTERED, atDoors(door -> tally.events(Kind.REGISTERED, door)));
    hourly.put(
        Figure.SIGNED_IN, atDoors(door -> refusals.signIns(door, Refusals.Ending.SIGNED_IN)));
    hourly.put(
        Figure.SIGN_IN_REFUSED, atDoors(door -> refusals.signIns(door, Refusals.Ending.REFUSED)));
    hourly.put(
        Figure.SIGN_IN_TURNED_AWAY,
        atDoors(door -> refusals.signIns(door, Refusals.Ending.TURNED_AWAY)));
    hourly.put(
        Figure.LIMIT_STRUCK,
        () -> struck.byWords().values().stream().mapToLong(LongSupplier::getAsLong).sum());
    hourly.put(Figure.MAIL_SENT, () -> worker.count(OutboxWorker.Ending.SENT));
    hourly.put(Figure.MAIL_REFUSED, () -> worker.count(OutboxWorker.Ending.REFUSED));
    hourly.put(Figure.MAIL_GIVEN_UP, () -> worker.count(OutboxWorker.Ending.GIVEN_UP));
    hourly.put(Figure.HASH_COMPUTED, pool::computed);
    hourly.put(Figure.HASH_REFUSED, pool::refused);
    return hourly;
  }

  private LongSupplier atDoors(ToLongFunction<String> count) {
    return () -> doors.stream().mapToLong(count).sum();
  }

  private void countSignIns(List<String> doors) {
    Refusals refusals = foundation.core().changes().refusals();
    for (String door : doors) {
      for (Refusals.Ending ending : Refusals.Ending.values()) {
        meters.counter(
            "vestibule.sign.ins",
            "Log-ins by door and by how they ended",
            Map.of(DOOR, door, OUTCOME, word(ending)),
            () -> refusals.signIns(door, ending));
      }
    }
  }

  /** Doors without an event are shown too: of a figure that is there, the first step is seen. */
  private void countEvents(List<String> doors) {
    Tally tally = foundation.core().changes().tally();
    List<String> everywhere = new ArrayList<>(doors);
    everywhere.addAll(List.of(V1.NAME, "system"));
    for (String door : everywhere) {
      for (Kind kind : Kind.values()) {
        boolean done = kind.outcome() == Outcome.DONE;
        meters.counter(
            done ? "vestibule.events" : "vestibule.refusals",
            done ? "Events of the audit trail that were done" : "Attempts that were refused",
            Map.of(KIND, word(kind), DOOR, door),
            () -> tally.events(kind, door));
      }
      meters.counter(
          "vestibule.sessions.opened",
          "Sessions that began",
          Map.of(DOOR, door),
          () -> tally.events(Kind.SIGNED_IN, door));
      meters.counter(
          "vestibule.sessions.ended",
          "Sessions that were ended before their time, by the door that ended them",
          Map.of(DOOR, door),
          () -> tally.sessionsEnded(door));
    }
  }

  private void countHashes() {
    meters.gauge(
        "vestibule.hashing.waiting",
        "Password hashes that wait for a thread",
        Map.of(),
        foundation.hashing().pool()::waiting);
    meters.counter(
        "vestibule.hashing.computed",
        "Password hashes that were computed",
        Map.of(KIND, "argon2id"),
        foundation.hashing().pool()::computed);
    meters.counter(
        "vestibule.hashing.refused",
        "Password hashes that were refused, as too many waited",
        Map.of(),
        foundation.hashing().pool()::refused);
  }

  private void countLimits() {
    foundation
        .limiting()
        .limits()
        .struck()
        .byWords()
        .forEach(
            (limit, count) ->
                meters.counter(
                    "vestibule.limits.struck",
                    "How often somebody was turned away, or got no mail, by limit",
                    Map.of("limit", limit),
                    count::getAsLong));
    meters.gauge(
        "vestibule.limits.counters",
        "Counters of limits that this node holds",
        Map.of(),
        foundation.limiting().limits()::counters);
  }

  /** Where no other system is asked, they stand at nothing. */
  private void countQuestions() {
    Optional<Questions> questions = foundation.core().firstLogIns().map(FirstLogIns::questions);
    for (Questions.Outcome outcome : Questions.Outcome.values()) {
      meters.counter(
          "vestibule.first.log.in.calls",
          "Calls of the system that people come from, by what it said",
          Map.of(OUTCOME, word(outcome)),
          () -> questions.map(each -> each.count(outcome)).orElse(0L));
    }
    meters.gauge(
        "vestibule.first.log.in.shut",
        "1 while that system is not called, as it did not answer",
        Map.of(),
        () -> questions.filter(Questions::isShut).isPresent() ? 1 : 0);
    meters.gauge(
        "vestibule.first.log.in.waiting",
        "Log-ins that wait for that system, or as long as others do",
        Map.of(),
        () -> questions.map(Questions::waiting).orElse(0));
  }

  private void countMails() {
    Supplier<OutboxStore.Count> count = meters.once(foundation.delivery().outbox()::count);
    meters.gauge(
        "vestibule.outbox.waiting", "Mails that are owed", Map.of(), () -> count.get().waiting());
    meters.gauge(
        "vestibule.outbox.dead", "Mails that were given up", Map.of(), () -> count.get().dead());
    meters.gauge(
        "vestibule.outbox.oldest.seconds",
        "How long the oldest mail waits that is owed",
        Map.of(),
        () -> foundation.delivery().outbox().oldest().toMillis() / 1_000.0);
    for (OutboxWorker.Ending ending : OutboxWorker.Ending.values()) {
      meters.counter(
          "vestibule.mails",
          "Mails that this node handed to the mail server, by what became of them",
          Map.of(OUTCOME, word(ending)),
          () -> mailing.worker().count(ending));
    }
    for (Trouble.Kind kind : Trouble.Kind.values()) {
      meters.gauge(
          "vestibule.mail.paused",
          "1 while this node sends no mail, by what is wrong",
          Map.of(KIND, word(kind)),
          () -> mailing.worker().trouble().filter(kind::equals).isPresent() ? 1 : 0);
    }
  }

  private void countConnections(Budget budget) {
    meters.gauge("vestibule.connections.open", "Open connections", Map.of(), budget::connections);
    meters.gauge(
        "vestibule.connections.most",
        "Connections that may be open at a time",
        Map.of(),
        budget::mostConnections);
    meters.gauge(
        "vestibule.connections.bytes",
        "Bytes of heap that connections and their requests are counted with",
        Map.of(),
        budget::used);
    meters.gauge(
        "vestibule.connections.bytes.most",
        "Bytes of heap that connections and their requests may take",
        Map.of(),
        budget::limit);
    for (Phase phase : List.of(Phase.LINGERING, Phase.IDLE, Phase.HALF_SENT, Phase.SENDING)) {
      meters.counter(
          "vestibule.connections.shed",
          "Connections that were closed as memory was short, by what they were at",
          Map.of(KIND, word(phase)),
          () -> budget.shed(phase));
    }
    meters.counter(
        "vestibule.connections.refused",
        "Connections and requests that were answered 503 as memory was short",
        Map.of(KIND, "memory"),
        budget::refused);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
