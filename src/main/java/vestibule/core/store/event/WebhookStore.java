package vestibule.core.store.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps where other systems are told of events; their secrets lie among the sealed ones. */
public interface WebhookStore {

  /** All of them, the oldest first; there are a few. */
  List<Webhook> all();

  /** The webhook of that id. */
  Optional<Webhook> find(long id);

  /** Adds one. */
  void insert(Webhook webhook);

  /** Removes one; false when there is none of that id. */
  boolean delete(long id);

  /** Says until when the secret before signs too; false when there is none of that id. */
  boolean overlap(long id, Optional<Instant> end);

  /**
   * Notes one more failure.
   *
   * @param notBefore when the receiver is tried again
   */
  void failed(long id, Instant notBefore, String why);

  /** Notes a success. */
  void succeeded(long id);

  /**
   * Takes the one try that a receiver which does not answer gets.
   *
   * @param seen when it was to be tried again
   * @param notBefore when the next one may
   * @return false when somebody else took it
   */
  boolean takeTry(long id, Instant seen, Instant notBefore);

  /** Tells it nothing more. */
  void disable(long id, Instant since, String why);

  /** Tells it again, as if nothing had failed; false when there is none of that id. */
  boolean enable(long id);
}
