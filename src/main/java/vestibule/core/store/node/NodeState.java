package vestibule.core.store.node;

import java.time.Instant;
import java.util.Optional;

/**
 * A node, as it told of itself last.
 *
 * @param name drawn at its start; unique
 * @param place its machine and port, for people
 * @param version of the program
 */
public record NodeState(
    String name, String place, String version, Instant started, Instant told, Condition condition) {

  /**
   * How it is.
   *
   * @param unready why it takes no requests, in words of ours; empty where it does
   * @param mailPaused why it sends no mail, as {@code vestibule_mail_paused} has it
   * @param hashesWaiting password hashes that wait for a thread
   * @param connections that are open
   * @param memoryUsed bytes of heap
   * @param memoryMost bytes of heap that there may be
   */
  public record Condition(
      Optional<String> unready,
      Optional<String> mailPaused,
      long hashesWaiting,
      long connections,
      long memoryUsed,
      long memoryMost) {}
}
