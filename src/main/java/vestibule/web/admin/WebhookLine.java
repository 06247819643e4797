package vestibule.web.admin;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;
import vestibule.web.account.Shown.Time;

/**
 * A webhook as pages show it.
 *
 * @param types that it is told, with blanks between; "" for all
 * @param state how its receiver answers
 * @param former until when messages are signed with the secret before too
 */
public record WebhookLine(
    long id, String url, String types, State state, Time made, Optional<Time> former) {

  /**
   * How its receiver answers.
   *
   * @param key of the words
   * @param enabled whether it is told of events
   * @param said why the last try failed; "" where it did not
   */
  public record State(String key, boolean enabled, String said) {

    static State of(Webhook webhook) {
      String working = webhook.health().failures() == 0 ? "ok" : "failing";
      return new State(
          "console.webhook-" + (webhook.isEnabled() ? working : "disabled"),
          webhook.isEnabled(),
          webhook.health().said());
    }
  }

  /**
   * An event that is owed.
   *
   * @param at when it was given up, or when it is due
   * @param why the last try failed; "" before the first
   */
  public record Owed(long event, String type, long account, Time at, String why) {

    static Owed of(EventDeliveryStore.Dead dead) {
      return of(dead.delivery(), dead.at(), dead.why());
    }

    static Owed of(EventDeliveryStore.Waiting waiting) {
      EventDelivery delivery = waiting.delivery();
      return of(delivery, delivery.tries().due(), waiting.why().orElse(""));
    }

    private static Owed of(EventDelivery delivery, Instant at, String why) {
      return new Owed(
          delivery.placed().position(),
          delivery.placed().event().type().word(),
          delivery.account(),
          new Time(at),
          why);
    }
  }

  static WebhookLine of(Webhook webhook) {
    return new WebhookLine(
        webhook.id(),
        webhook.url(),
        webhook.types().stream()
            .map(AccountEvent.Type::word)
            .sorted()
            .collect(Collectors.joining(" ")),
        State.of(webhook),
        new Time(webhook.made()),
        webhook.overlapEnds().map(Time::new));
  }
}
