package vestibule.core.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import vestibule.core.event.Sequencer;
import vestibule.core.store.Stores;
import vestibule.core.store.event.AccountEvent.Placed;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.event.Webhook;

/** Notes which webhooks an event is owed to, as it gets its position. */
public record Queueing(InstantSource clock) implements Sequencer.Placing {

  @Override
  public void placed(Stores stores, List<Placed> placed) {
    List<Webhook> enabled = stores.webhooks().all().stream().filter(Webhook::isEnabled).toList();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    EventDelivery.Tries tries = new EventDelivery.Tries(now, 0, now);
    stores
        .eventDeliveries()
        .insertAll(
            placed.stream()
                .flatMap(
                    one ->
                        enabled.stream()
                            .filter(webhook -> webhook.wants(one.event().type()))
                            .map(webhook -> new EventDelivery(webhook.id(), one, tries)))
                .toList());
  }
}
