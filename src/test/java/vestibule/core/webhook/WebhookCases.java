package vestibule.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.model.Person;
import vestibule.core.store.event.AccountEvent.Type;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;
import vestibule.store.Stage;

/** What is owed to webhooks: in which order it is handed out, how often, and until when. */
public abstract class WebhookCases extends CoreCases {

  private static final Optional<Duration> NOTHING = Optional.empty();

  private WebhookStage hooks;

  protected WebhookCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  final void begin() {
    hooks = new WebhookStage(stage);
  }

  private EventMessage take() {
    return hooks.next().orElseThrow();
  }

  private void fail(EventMessage message) {
    hooks.deliveries.refused(message, "status 500", NOTHING);
  }

  @Test
  void eachWebhookIsOwedWhatItWantsFromItsMakingOn() {
    hooks.register("early@example.org");
    hooks.place();
    Webhook all = hooks.webhook();
    Webhook some = hooks.webhook(Type.ACCOUNT_DELETED);
    Person person = hooks.register("late@example.org");
    hooks.told.administration.delete(person.id());
    hooks.place();
    Map<Long, List<String>> sent = new HashMap<>();
    for (Optional<EventMessage> one = hooks.next(); one.isPresent(); one = hooks.next()) {
      sent.computeIfAbsent(one.get().webhook().id(), _ -> new ArrayList<>())
          .add(WebhookStage.word(one.get()));
      hooks.deliveries.sent(one.get());
    }
    assertThat(sent)
        .isEqualTo(
            Map.of(
                all.id(), List.of("account.created", "account.deleted"),
                some.id(), List.of("account.deleted")));
    assertThat(stage.count("select count(*) from event_delivery")).isZero();
  }

  @Test
  void anEventThatFailsHoldsBackThoseOfItsAccountAlone() {
    hooks.webhook();
    Person first = hooks.register("first@example.org");
    hooks.told.enter(first);
    Person second = hooks.register("second@example.org");
    hooks.place();
    EventMessage failing = take();
    assertThat(failing.delivery().account()).isEqualTo(first.id());
    EventMessage other = take();
    assertThat(other.delivery().account()).isEqualTo(second.id());
    assertThat(hooks.next()).as("the first one's log-in waits").isEmpty();
    fail(failing);
    hooks.deliveries.sent(other);
    stage.pass(Duration.ofSeconds(5).minusNanos(1_000));
    assertThat(hooks.next()).isEmpty();
    stage.pass(Duration.ofNanos(1_000));
    assertThat(hooks.sendAll()).containsExactly("account.created", "account.signed_in");
  }

  /** Other receivers' events are none of its concern. */
  @Test
  void anEventThatFailsAtOneWebhookIsSentToTheOther() {
    Webhook one = hooks.webhook();
    Webhook other = hooks.webhook();
    hooks.register("a@example.org");
    hooks.place();
    EventMessage first = take();
    fail(first);
    EventMessage second = take();
    assertThat(List.of(first.webhook().id(), second.webhook().id()))
        .containsExactlyInAnyOrder(one.id(), other.id());
    assertThat(second.id()).as("the same message").isEqualTo(first.id());
  }

  @Test
  void itIsTriedAfterTwiceAsLongUpToAnHourForThreeDays() {
    hooks.webhook();
    hooks.register("poison@example.org");
    hooks.place();
    List<Long> pauses = new ArrayList<>();
    Instant begun = stage.now();
    while (hooks.deliveries.count().waiting() > 0) {
      Instant before = stage.now();
      EventMessage message = await();
      pauses.add(Duration.between(before, stage.now()).toSeconds());
      fail(message);
      // Something else is taken, so that it is the event that fails and not its receiver.
      stage.run(stores -> stores.webhooks().succeeded(message.webhook().id()));
    }
    assertThat(pauses.subList(0, 12))
        .containsExactly(0L, 5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L);
    assertThat(Duration.between(begun, stage.now()))
        .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(1));
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(0, 1));
  }

  /** Moves the clock to when something is due. */
  private EventMessage await() {
    Optional<EventMessage> message = hooks.next();
    while (message.isEmpty()) {
      stage.pass(Duration.ofSeconds(5));
      message = hooks.next();
    }
    return message.get();
  }

  @Test
  void aDeadOneHoldsNobodyUpIsShownAndIsSentAgain() {
    Webhook webhook = hooks.webhook();
    Person person = hooks.register("dead@example.org");
    hooks.place();
    EventMessage first = take();
    stage.pass(Duration.ofDays(3).plusSeconds(1));
    hooks.told.enter(person);
    hooks.place();
    assertThat(hooks.deliveries.refused(first, "status 400", NOTHING)).isTrue();
    assertThat(hooks.sendAll()).containsExactly("account.signed_in");
    List<EventDeliveryStore.Dead> dead = hooks.deliveries.dead(webhook.id(), 10);
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().why()).isEqualTo("status 400");
    assertThat(dead.getFirst().at()).isEqualTo(stage.now());
    long position = first.delivery().placed().position();
    assertThat(hooks.deliveries.resend(webhook.id(), OptionalLong.of(position + 1))).isZero();
    assertThat(hooks.deliveries.resend(webhook.id() + 1, OptionalLong.empty())).isZero();
    assertThat(hooks.deliveries.resend(webhook.id(), OptionalLong.of(position))).isOne();
    EventMessage again = take();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.delivery().tries().failed()).isZero();
    hooks.deliveries.sent(again);
    assertThat(hooks.deliveries.dead(webhook.id(), 10)).isEmpty();
  }

  @Test
  void whatWaitsIsShownWithWhatWasSaidOfIt() {
    Webhook webhook = hooks.webhook();
    hooks.register("first@example.org");
    hooks.register("second@example.org");
    hooks.place();
    hooks.deliveries.refused(take(), "status 400", NOTHING);
    List<EventDeliveryStore.Waiting> waiting = waiting(webhook.id(), 10);
    assertThat(waiting)
        .extracting(EventDeliveryStore.Waiting::why)
        .containsExactly(Optional.empty(), Optional.of("status 400"));
    assertThat(waiting.getLast().delivery().tries())
        .isEqualTo(
            new EventDelivery.Tries(stage.now(), 1, stage.now().plus(Duration.ofSeconds(5))));
    assertThat(waiting(webhook.id(), 1)).isEqualTo(waiting.subList(0, 1));
    assertThat(waiting(webhook.id() + 1, 10)).isEmpty();
    stage.pass(Duration.ofDays(3).plusSeconds(1));
    hooks.deliveries.refused(take(), "status 500", NOTHING);
    assertThat(waiting(webhook.id(), 10)).hasSize(1);
  }

  private List<EventDeliveryStore.Waiting> waiting(long webhook, int most) {
    return stage.read(stores -> stores.eventDeliveries().waiting(webhook, most));
  }

  @Test
  void whatWasNeverTriedIsGivenUpToo() {
    Webhook webhook = hooks.webhook();
    hooks.register("a@example.org");
    hooks.register("b@example.org");
    hooks.place();
    take();
    stage.pass(Duration.ofDays(3));
    DeliveryKeeping keeping =
        new DeliveryKeeping(stage.transactions, stage.clock(), Duration.ofDays(30));
    keeping.run();
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(2, 0));
    stage.pass(Duration.ofNanos(1_000));
    keeping.run();
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(0, 2));
    assertThat(hooks.deliveries.dead(webhook.id(), 10))
        .extracting(EventDeliveryStore.Dead::why)
        .containsOnly("not tried, as the receiver took nothing");
    assertThat(hooks.deliveries.resend(webhook.id(), OptionalLong.empty())).isEqualTo(2);
    stage.pass(Duration.ofDays(3).plusSeconds(1));
    keeping.run();
    stage.pass(Duration.ofDays(30).plusSeconds(1));
    keeping.run();
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(0, 0));
  }

  /** What somebody has in hand may be taken yet. */
  @Test
  void whatIsInHandIsNotGivenUp() {
    hooks.webhook();
    hooks.register("a@example.org");
    hooks.place();
    stage.pass(Duration.ofDays(4));
    EventMessage message = take();
    new DeliveryKeeping(stage.transactions, stage.clock(), Duration.ofDays(30)).run();
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(1, 0));
    hooks.deliveries.sent(message);
    assertThat(hooks.deliveries.count()).isEqualTo(new EventDeliveryStore.Count(0, 0));
  }

  @Test
  void aReceiverThatIsDownGetsOneTryAtATime() {
    Webhook webhook = hooks.webhook();
    List<Person> people =
        IntStream.range(0, 6)
            .mapToObj(number -> hooks.register("down" + number + "@example.org"))
            .toList();
    hooks.place();
    for (int failure = 0; failure < Deliveries.DOWN; failure++) {
      fail(take());
    }
    assertThat(hooks.now(webhook).health().failures()).isEqualTo(3);
    List<Long> pauses = new ArrayList<>();
    List<Long> tried = new ArrayList<>();
    for (int probe = 0; probe < 9; probe++) {
      Instant before = stage.now();
      EventMessage message = await();
      pauses.add(Duration.between(before, stage.now()).toSeconds());
      tried.add(message.delivery().account());
      assertThat(hooks.next(hooks.node())).as("nobody else tries it meanwhile").isEmpty();
      fail(message);
    }
    assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    assertThat(tried).as("each in turn").doesNotContainSequence(tried.getFirst(), tried.getFirst());
    EventMessage taken = await();
    hooks.deliveries.sent(taken);
    assertThat(hooks.now(webhook).health()).isEqualTo(Webhook.Health.FRESH);
    stage.pass(Duration.ofMinutes(5));
    assertThat(hooks.sendAll()).as("all others at once").hasSize(people.size() - 1);
  }

  @Test
  void aTryThatNodesWouldMakeTogetherIsOnesAlone() {
    hooks.webhook();
    for (int number = 0; number < 6; number++) {
      hooks.register("race" + number + "@example.org");
    }
    hooks.place();
    for (int failure = 0; failure < Deliveries.DOWN; failure++) {
      fail(take());
    }
    stage.pass(Duration.ofSeconds(5));
    List<Deliveries> nodes = IntStream.range(0, 4).mapToObj(_ -> hooks.node()).toList();
    List<Optional<EventMessage>> taken = Together.run(4, number -> hooks.next(nodes.get(number)));
    assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  void aReceiverIsLeftAloneForAsLongAsItAsksButNoLongerThanAnHour() {
    hooks.webhook();
    hooks.register("a@example.org");
    hooks.register("b@example.org");
    hooks.place();
    hooks.deliveries.refused(take(), "status 429", Optional.of(Duration.ofMinutes(2)));
    assertThat(hooks.next()).as("not the other one either").isEmpty();
    stage.pass(Duration.ofMinutes(2));
    EventMessage message = take();
    hooks.deliveries.refused(message, "status 503", Optional.of(Duration.ofDays(9)));
    stage.pass(Duration.ofHours(1).minusNanos(1_000));
    assertThat(hooks.next()).isEmpty();
    stage.pass(Duration.ofNanos(1_000));
    assertThat(hooks.sendAll()).hasSize(2);
  }

  @Test
  void aReceiverThatIsGoneIsToldNothingUntilItIsEnabled() {
    Webhook webhook = hooks.webhook();
    hooks.register("a@example.org");
    hooks.place();
    hooks.deliveries.gone(take(), "status 410");
    assertThat(hooks.deliveries.failing()).isOne();
    assertThat(hooks.now(webhook).health().said()).isEqualTo("status 410");
    hooks.register("b@example.org");
    hooks.place();
    assertThat(hooks.next()).isEmpty();
    hooks.webhooks.enable(webhook.id());
    assertThat(hooks.sendAll()).as("nothing was kept for it meanwhile").hasSize(1);
  }

  @Test
  void whatADeadWorkerHeldIsSentByAnotherAndWhatItMarksLateCountsNothing() {
    hooks.webhook();
    Person person = hooks.register("a@example.org");
    hooks.told.enter(person);
    hooks.place();
    EventMessage lost = take();
    stage.pass(Deliveries.LEASE.minusNanos(1_000));
    assertThat(hooks.next(hooks.node())).isEmpty();
    stage.pass(Duration.ofNanos(1_000));
    EventMessage again = hooks.next(hooks.node()).orElseThrow();
    assertThat(again.id()).isEqualTo(lost.id());
    hooks.deliveries.sent(lost);
    fail(lost);
    assertThat(hooks.next()).as("the other one has it still").isEmpty();
    hooks.deliveries.sent(again);
    assertThat(hooks.sendAll()).containsExactly("account.signed_in");
  }

  @Test
  void whatIsPutBackIsDueAtOnce() {
    hooks.webhook();
    hooks.register("a@example.org");
    hooks.place();
    EventMessage message = take();
    hooks.deliveries.putBack(message);
    assertThat(take().id()).isEqualTo(message.id());
  }

  /** Nodes with several threads each, at receivers that fail now and then. */
  @Test
  void eachIsTakenOnceAndInOrderWhoeverSends() {
    hooks.webhook();
    List<Person> people =
        IntStream.range(0, 3)
            .mapToObj(number -> hooks.register("many" + number + "@example.org"))
            .toList();
    for (int change = 0; change < 12; change++) {
      people.forEach(hooks.told::enter);
      hooks.place();
    }
    List<Deliveries> nodes = List.of(hooks.node(), hooks.node());
    ConcurrentLinkedQueue<EventMessage> taken = new ConcurrentLinkedQueue<>();
    Together.run(6, number -> sendSome(nodes.get(number % 2), taken));
    stage.pass(Duration.ofMinutes(10));
    while (taken.size() < 39) {
      sendSome(hooks.deliveries, taken);
      stage.pass(Duration.ofMinutes(10));
    }
    Map<Long, Long> last = new HashMap<>();
    for (EventMessage message : taken) {
      long account = message.delivery().account();
      long position = message.delivery().placed().position();
      assertThat(position).isGreaterThan(last.getOrDefault(account, 0L));
      last.put(account, position);
    }
    assertThat(taken).hasSize(39);
    assertThat(hooks.next()).isEmpty();
  }

  /** Every fifth is refused at first. */
  private int sendSome(Deliveries node, ConcurrentLinkedQueue<EventMessage> taken) {
    int many = 0;
    for (Optional<EventMessage> one = hooks.next(node); one.isPresent(); one = hooks.next(node)) {
      EventMessage message = one.get();
      boolean bad =
          message.delivery().placed().position() % 5 == 0
              && message.delivery().tries().failed() == 0;
      if (bad) {
        node.refused(message, "status 500", NOTHING);
      } else {
        taken.add(message);
        node.sent(message);
      }
      many++;
    }
    return many;
  }
}
