package vestibule.core.webhook;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.core.TestCore;
import vestibule.core.event.Sequencer;
import vestibule.core.model.Person;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.PlainSealing;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.Webhook;
import vestibule.store.Stage;

/** Events, webhooks and what is owed to them on one database, and as many nodes as a test wants. */
final class WebhookStage {

  static final Destination.Allowed PUBLIC = new Destination.Allowed(false, false);
  static final String URL = "https://shop.example/events?from=vestibule";

  private final Stage stage;
  private final KeyRing keys;
  private final AtomicLong leases = new AtomicLong();
  final TestCore told;
  final Webhooks webhooks;
  final Deliveries deliveries;

  WebhookStage(Stage stage) {
    this.stage = stage;
    this.told = TestCore.telling(stage);
    this.keys = new KeyRing(stage.transactions, new PlainSealing(), () -> false);
    stage.run(
        stores ->
            stores
                .signingKeys()
                .insert(SealedSecret.of(KeyRing.MASTER_KEY_MARK, keys.mark(), stage.now())));
    this.webhooks = webhooks(new Webhooks.Terms(true, PUBLIC));
    this.deliveries = node();
  }

  Webhooks webhooks(Webhooks.Terms terms) {
    return new Webhooks(told.changes, stage.ids, keys, secrets(), terms);
  }

  private WebhookSecrets secrets() {
    return new WebhookSecrets(keys, new SecureRandom());
  }

  /** What another node knows of what is owed. */
  Deliveries node() {
    return new Deliveries(stage.transactions, secrets(), stage.clock());
  }

  Webhook webhook(AccountEvent.Type... types) {
    return webhooks.create(URL, Set.of(types)).webhook();
  }

  /** The same as it is now. */
  Webhook now(Webhook webhook) {
    return webhooks.list().stream()
        .filter(one -> one.id() == webhook.id())
        .findFirst()
        .orElseThrow();
  }

  int place() {
    InstantSource clock = stage.clock();
    return new Sequencer(stage.transactions, new Queueing(clock)).run();
  }

  Person register(String address) {
    Person person = told.register(address);
    told.mail();
    return person;
  }

  Optional<EventMessage> next() {
    return next(deliveries);
  }

  Optional<EventMessage> next(Deliveries node) {
    return node.next("test/" + leases.incrementAndGet(), _ -> true);
  }

  /** Sends all that is due, and says what that was. */
  List<String> sendAll() {
    List<String> sent = new ArrayList<>();
    for (Optional<EventMessage> one = next(); one.isPresent(); one = next()) {
      sent.add(word(one.get()));
      deliveries.sent(one.get());
    }
    return sent;
  }

  static String word(EventMessage message) {
    return message.delivery().placed().event().type().word();
  }
}
