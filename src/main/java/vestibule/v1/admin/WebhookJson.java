package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.Webhook;
import vestibule.core.webhook.Webhooks;
import vestibule.v1.form.Answers;

/**
 * A webhook, and how its receiver answers.
 *
 * @param secret told this once, where it was just drawn
 */
record WebhookJson(
    String id,
    String url,
    List<String> types,
    String state,
    String made,
    @JsonProperty("former_until") Optional<String> formerUntil,
    String said,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> secret) {

  static WebhookJson of(Webhook webhook) {
    return of(webhook, Optional.empty());
  }

  static WebhookJson of(Webhooks.Made made) {
    return of(made.webhook(), Optional.of(made.secret()));
  }

  private static WebhookJson of(Webhook webhook, Optional<String> secret) {
    String working = webhook.health().failures() == 0 ? "ok" : "failing";
    return new WebhookJson(
        Answers.id(webhook.id()),
        webhook.url(),
        webhook.types().stream().map(AccountEvent.Type::word).sorted().toList(),
        webhook.isEnabled() ? working : "disabled",
        Answers.time(webhook.made()),
        webhook.overlapEnds().map(Answers::time),
        webhook.health().said(),
        secret);
  }
}
