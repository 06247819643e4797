package vestibule.web.admin;

import java.util.Optional;
import java.util.stream.Collectors;
import vestibule.core.store.event.AccountEvent;
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

  /** An event that was given up. */
  public record Dead(long event, String type, long account, Time at, String why) {

    static Dead of(EventDeliveryStore.Dead dead) {
      return new Dead(
          dead.delivery().placed().position(),
          dead.delivery().placed().event().type().word(),
          dead.delivery().account(),
          new Time(dead.at()),
          dead.why());
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
