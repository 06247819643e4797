package vestibule.web.admin;

import java.util.Optional;
import vestibule.core.administration.Overview;
import vestibule.core.store.node.NodeState;
import vestibule.web.account.Shown.Time;

/**
 * A node as the page shows it.
 *
 * @param key of the words for its state
 * @param trouble what is wrong with it, in words of ours
 */
public record NodeLine(
    String place, String version, String key, Optional<String> trouble, Times times, Load load) {

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
        condition
            .unready()
            .or(() -> condition.mailPaused().map(kind -> "vestibule_mail_paused: " + kind)),
        new Times(new Time(state.started()), new Time(state.told())),
        new Load(
            condition.hashesWaiting(),
            condition.connections(),
            100 * condition.memoryUsed() / Math.max(1, condition.memoryMost())));
  }
}
