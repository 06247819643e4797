package vestibule.web.admin;

import java.util.Optional;
import vestibule.core.administration.Overview;
import vestibule.core.node.Unready;
import vestibule.core.store.node.NodeState;
import vestibule.web.account.Shown.Time;

/**
 * A node as the page shows it.
 *
 * @param key of the words for its state
 * @param trouble what is wrong with it
 */
public record NodeLine(
    String place, String version, String key, Trouble trouble, Times times, Load load) {

  /**
   * What is wrong with a node.
   *
   * @param key of the words for why it takes no requests
   * @param text the same where a node of another version has a reason that is unknown here, or why
   *     it sends no mails
   */
  public record Trouble(Optional<String> key, Optional<String> text) {

    static Trouble of(NodeState.Condition condition) {
      Optional<Unready> reason = condition.unready().flatMap(Unready::of);
      return new Trouble(
          reason.map(known -> "console.unready-" + known.word()),
          condition
              .unready()
              .filter(_ -> reason.isEmpty())
              .or(() -> condition.mailPaused().map(kind -> "vestibule_mail_paused: " + kind)));
    }
  }

  /** Since when it runs, and when it told of itself last. */
  public record Times(Time started, Time told) {}

  /**
   * What it is busy with.
   *
   * @param memory per cent of its heap in use
   */
  public record Load(long hashesWaiting, long connections, long memory) {}

  static NodeLine of(Overview.Node node) {
    NodeState state = node.state();
    NodeState.Condition condition = state.condition();
    String able = condition.unready().isEmpty() ? "ready" : "unready";
    return new NodeLine(
        state.place(),
        state.version(),
        "console.node-" + (node.silent() ? "silent" : able),
        Trouble.of(condition),
        new Times(new Time(state.started()), new Time(state.told())),
        new Load(
            condition.hashesWaiting(),
            condition.connections(),
            100 * condition.memoryUsed() / Math.max(1, condition.memoryMost())));
  }
}
