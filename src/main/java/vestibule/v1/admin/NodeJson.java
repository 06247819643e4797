package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import vestibule.core.administration.Overview;
import vestibule.core.store.node.NodeState;
import vestibule.v1.form.Answers;

/**
 * A node.
 *
 * @param state {@code ready}, {@code unready}, or {@code silent} where it told nothing lately
 */
record NodeJson(
    String place,
    String version,
    String state,
    Optional<String> unready,
    @JsonProperty("mail_paused") Optional<String> mailPaused,
    String started,
    String told,
    @JsonProperty("hashes_waiting") long hashesWaiting,
    long connections,
    @JsonProperty("memory_used") long memoryUsed,
    @JsonProperty("memory_most") long memoryMost) {

  static NodeJson of(Overview.Node node) {
    NodeState state = node.state();
    NodeState.Condition condition = state.condition();
    String able = condition.unready().isEmpty() ? "ready" : "unready";
    return new NodeJson(
        state.place(),
        state.version(),
        node.silent() ? "silent" : able,
        condition.unready(),
        condition.mailPaused(),
        Answers.time(state.started()),
        Answers.time(state.told()),
        condition.hashesWaiting(),
        condition.connections(),
        condition.memoryUsed(),
        condition.memoryMost());
  }
}
