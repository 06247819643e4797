package vestibule.core.webhook;

import java.time.Instant;
import java.util.List;
import vestibule.core.event.EventBody;
import vestibule.core.event.EventFeed;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.Webhook;

/**
 * An event that is in hand to be sent.
 *
 * @param lease by which it is held
 * @param told what is told of it
 * @param secrets that it is signed with; none where they were lost
 */
public record EventMessage(
    Webhook webhook,
    EventDelivery delivery,
    String lease,
    EventFeed.Told told,
    List<byte[]> secrets) {

  private static final String PREFIX = "evt_";

  /** Names the event to its receivers: the same each time that it is sent, and to each. */
  public String id() {
    return PREFIX + EventBody.id(delivery.placed().position());
  }

  /** When it was owed first. */
  Instant since() {
    return delivery.tries().since();
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "EventMessage[" + id() + " to webhook " + webhook.id() + "]";
  }
}
