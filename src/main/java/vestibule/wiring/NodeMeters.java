package vestibule.wiring;

import java.util.List;
import java.util.Locale;
import vestibule.http.budget.Budget;
import vestibule.http.budget.Claim.Phase;
import vestibule.mail.Trouble;
import vestibule.ops.Meters;

/** The figures of a node, of all that it is made of. */
final class NodeMeters {

  private NodeMeters() {}

  /** What a node of these parts shows. */
  static Meters of(Foundation foundation, Mailing mailing, Budget budget) {
    Meters meters = new Meters();
    meters.gauge(
        "vestibule.hashing.waiting",
        "Password hashes that wait for a thread",
        foundation.hashing()::waiting);
    meters.counter(
        "vestibule.hashing.computed",
        "Password hashes computed",
        "argon2id",
        foundation.hashing()::computed);
    meters.gauge(
        "vestibule.outbox.waiting",
        "Mails that are owed",
        () -> foundation.delivery().outbox().count().waiting());
    meters.gauge(
        "vestibule.outbox.dead",
        "Mails that were given up",
        () -> foundation.delivery().outbox().count().dead());
    for (Trouble.Kind kind : Trouble.Kind.values()) {
      meters.gauge(
          "vestibule.mail.paused",
          "1 while this node sends no mail, by what is wrong",
          "kind",
          kind.name().toLowerCase(Locale.ROOT),
          () -> mailing.worker().trouble().filter(kind::equals).isPresent() ? 1 : 0);
    }
    countConnections(meters, budget);
    return meters;
  }

  private static void countConnections(Meters meters, Budget budget) {
    meters.gauge("vestibule.connections.open", "Open connections", budget::connections);
    meters.gauge(
        "vestibule.connections.most",
        "Connections that may be open at a time",
        budget::mostConnections);
    meters.gauge(
        "vestibule.connections.bytes",
        "Bytes of heap that connections and their requests are counted with",
        budget::used);
    meters.gauge(
        "vestibule.connections.bytes.most",
        "Bytes of heap that connections and their requests may take",
        budget::limit);
    for (Phase phase : List.of(Phase.LINGERING, Phase.IDLE, Phase.HALF_SENT, Phase.SENDING)) {
      meters.counter(
          "vestibule.connections.shed",
          "Connections that were closed as memory was short, by what they were at",
          phase.name().toLowerCase(Locale.ROOT),
          () -> budget.shed(phase));
    }
    meters.counter(
        "vestibule.connections.refused",
        "Connections and requests that were answered 503 as memory was short",
        "memory",
        budget::refused);
  }
}
