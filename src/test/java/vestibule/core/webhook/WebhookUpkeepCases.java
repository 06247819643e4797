package vestibule.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.store.event.Webhook;
import vestibule.store.Stage;

/** What operators do with webhooks: they are made, get other secrets, and go. */
public abstract class WebhookUpkeepCases extends CoreCases {

  private WebhookStage hooks;

  protected WebhookUpkeepCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void begin() {
    hooks = new WebhookStage(stage);
  }

  private EventMessage take() {
    return hooks.next().orElseThrow();
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(WebhookRefusal.class).hasMessageContaining(words);
  }

  @Test
  void aSecretIsGoodForADayBesideTheNextOne() {
    Webhooks.Made made = hooks.webhooks.create(WebhookStage.URL, Set.of());
    hooks.register("a@example.org");
    hooks.place();
    assertThat(shown()).containsExactly(made.secret());
    stage.pass(Duration.ofSeconds(1));
    String second = hooks.webhooks.rotate(made.webhook().id(), false);
    assertThat(shown()).containsExactly(second, made.secret());
    stage.pass(Duration.ofHours(24));
    assertThat(shown()).containsExactly(second);
    stage.pass(Duration.ofSeconds(1));
    String third = hooks.webhooks.rotate(made.webhook().id(), false);
    stage.pass(Duration.ofSeconds(1));
    String fourth = hooks.webhooks.rotate(made.webhook().id(), true);
    assertThat(List.of(made.secret(), second, third, fourth)).doesNotHaveDuplicates();
    assertThat(shown()).containsExactly(fourth);
    assertThat(made.toString()).doesNotContain(made.secret());
  }

  /** The secrets of the message that is next, which is put back. */
  private List<String> shown() {
    EventMessage message = take();
    hooks.deliveries.putBack(message);
    assertThat(message.toString()).doesNotContain("whsec");
    return message.secrets().stream()
        .map(secret -> "whsec_" + Base64.getEncoder().encodeToString(secret))
        .toList();
  }

  @Test
  void nothingIsLeftOfADeletedWebhook() {
    Webhook webhook = hooks.webhook();
    hooks.webhooks.rotate(webhook.id(), false);
    hooks.register("a@example.org");
    hooks.place();
    hooks.webhooks.delete(webhook.id());
    assertThat(stage.rows()).doesNotContainKeys("webhook", "event_delivery");
    assertThat(stage.count("select count(*) from signing_key")).as("the mark alone").isOne();
    hooks.register("b@example.org");
    hooks.place();
    assertThat(hooks.next()).isEmpty();
    refused(() -> hooks.webhooks.delete(webhook.id()), "no webhook of that id");
    refused(() -> hooks.webhooks.rotate(webhook.id(), false), "no webhook of that id");
    refused(() -> hooks.webhooks.enable(webhook.id()), "no webhook of that id");
    refused(() -> hooks.webhooks.disable(webhook.id()), "no webhook of that id");
    assertThat(stage.count("select count(*) from signing_key")).as("nor is one made").isOne();
  }

  @Test
  void aDisabledWebhookIsToldNothingUntilItIsEnabled() {
    Webhook webhook = hooks.webhook();
    hooks.register("a@example.org");
    hooks.place();
    hooks.webhooks.disable(webhook.id());
    assertThat(hooks.now(webhook).isEnabled()).isFalse();
    assertThat(hooks.now(webhook).health().said()).isEqualTo("disabled by an operator");
    assertThat(hooks.next()).isEmpty();
    hooks.register("b@example.org");
    hooks.place();
    hooks.webhooks.enable(webhook.id());
    hooks.deliveries.sent(take());
    assertThat(hooks.next()).as("what happened meanwhile").isEmpty();
  }

  @Test
  void aWebhookIsNotMadeWhereNothingWouldBeSent() {
    Webhooks off = hooks.webhooks(new Webhooks.Terms(false, WebhookStage.PUBLIC));
    refused(() -> off.create(WebhookStage.URL, Set.of()), "events are not kept");
    for (int number = 0; number < 20; number++) {
      hooks.webhook();
    }
    refused(hooks::webhook, "20 webhooks already");
    assertThat(hooks.webhooks.list()).hasSize(20);
  }

  @Test
  void whatOperatorsDoStandsInTheTrail() {
    Webhook webhook = hooks.webhook();
    hooks.webhooks.rotate(webhook.id(), true);
    hooks.webhooks.delete(webhook.id());
    assertThat(
            stage.<List<String>>sql(
                handle ->
                    handle
                        .createQuery("select kind from audit order by id")
                        .mapTo(String.class)
                        .list()))
        .containsExactly("WEBHOOK_MADE", "WEBHOOK_CHANGED", "WEBHOOK_DELETED");
  }
}
