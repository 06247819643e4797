package vestibule.wiring;

import java.time.InstantSource;
import java.util.Optional;
import vestibule.core.delivery.Bounces;
import vestibule.core.delivery.MailRequests;
import vestibule.core.delivery.MessageIds;
import vestibule.core.delivery.Outbox;
import vestibule.core.outbox.Reach;
import vestibule.core.secret.Derived;
import vestibule.core.secret.MailedCodes;
import vestibule.core.secret.Secrets;

/**
 * The mails that are owed, and what comes back of them.
 *
 * @param reach what is known of the addresses that mails can be sent to
 */
public record Delivery(Outbox outbox, Reach reach, MessageIds messageIds, Bounces bounces) {

  static Delivery of(
      Storage storage,
      UseCases core,
      UseCases.Outgoing outgoing,
      Reach reach,
      Foundation.Surroundings outside) {
    InstantSource clock = outside.clock();
    MailedCodes codes = new MailedCodes(storage.ids(), new Secrets(outside.random()));
    MailRequests requests =
        new MailRequests(
            storage.transactions(),
            core.emails(),
            core.resets(),
            Optional.of(core.byMail()),
            outgoing.doors(),
            outgoing.afterwards());
    MessageIds messageIds = new MessageIds(storage.keys().derived(Derived.MESSAGE_IDS));
    return new Delivery(
        new Outbox(storage.transactions(), codes, outgoing.doors(), requests, clock),
        reach,
        messageIds,
        new Bounces(core.changes(), messageIds, clock));
  }
}
