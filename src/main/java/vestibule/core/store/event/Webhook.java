package vestibule.core.store.event;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where another system is told of events.
 *
 * @param url where each event is sent
 * @param types that it is told; empty for all
 * @param overlapEnds until when messages are signed with the secret before too
 */
public record Webhook(
    long id,
    String url,
    Set<AccountEvent.Type> types,
    Instant made,
    Optional<Instant> overlapEnds,
    Health health) {

  public Webhook {
    types = Set.copyOf(types);
  }

  /**
   * How its receiver answers.
   *
   * @param failures since the last success
   * @param notBefore when it is tried again
   * @param disabled since when it is told nothing, as it asked for that
   * @param said why the last try failed, "" where none did
   */
  public record Health(int failures, Instant notBefore, Optional<Instant> disabled, String said) {

    /** Of a receiver that nothing was sent to yet. */
    public static final Health FRESH = new Health(0, Instant.EPOCH, Optional.empty(), "");
  }

  /** Whether it is told of events. */
  public boolean isEnabled() {
    return health.disabled().isEmpty();
  }

  /** Whether something may be sent to it now. */
  public boolean isReady(Instant now) {
    return isEnabled() && !now.isBefore(health.notBefore());
  }

  /** Whether it is told of events of that type. */
  public boolean wants(AccountEvent.Type type) {
    return types.isEmpty() || types.contains(type);
  }
}
