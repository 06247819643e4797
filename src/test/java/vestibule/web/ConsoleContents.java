package vestibule.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vestibule.TestServer;
import vestibule.core.arrival.ImportReports;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.operator.ImportReport;
import vestibule.v1.OwnPerson;

/** What the console of a server shows where much has happened, and much of it went wrong. */
record ConsoleContents(TestServer server) {

  private static final long NO_NODES = 9_007_199_254_740_001L;
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

  void imports() {
    ImportReports reports = new ImportReports(server.core().changes());
    ImportReport.Counts counts =
        new ImportReport.Counts(
            new ImportReport.Outcomes(1_000_000, 20_000, 30_000, 37),
            new TreeMap<>(Map.of("address_taken", 30L, "hash_needs_key", 7L)),
            new TreeMap<>(Map.of("no_password", 12_345L, "social_not_carried", 4_321L)));
    reports.end(reports.begin("keycloak", 0), counts);
    reports.note(reports.begin("keycloak", 1_050_037), counts);
  }

  /** A mail that the mail server did not take. */
  void deadMail(long account) {
    server.awaitEmptyOutbox();
    Person person = server.core().records().find(account).orElseThrow();
    Instant now = server.clock().instant();
    Mail mail =
        new Mail(
            NO_NODES,
            account,
            Mail.Purpose.PASSWORD_CHANGED,
            new Mail.Recipient(
                person.primary().orElseThrow().id(), person.address(), Language.GERMAN),
            "v1",
            new Mail.Tries(now, 0, now));
    server
        .transactions()
        .write(
            stores -> {
              stores.outbox().insert(mail);
              Mail claimed = stores.outbox().claim("mine", now, LATER).orElseThrow();
              return stores.outbox().bury(claimed, "mine", "550 5.1.1 no such user here", now);
            });
  }

  /** A webhook that is told of imports, and was not, twice; gives its path. */
  String webhook() {
    AccountEvent.Type type = AccountEvent.Type.ACCOUNT_IMPORTED;
    String url = "https://hooks.example.org/" + "a-path-that-is-long/".repeat(6);
    server.core().events().webhooks().create(url, Set.of(type));
    long webhook = server.core().events().webhooks().list().getFirst().id();
    Instant now = server.clock().instant();
    for (long position : List.of(NO_NODES, NO_NODES + 1)) {
      AccountEvent event = new AccountEvent(position, type, 1, 1, now, "v1");
      EventDelivery owed =
          new EventDelivery(
              webhook,
              new AccountEvent.Placed(position, event),
              new EventDelivery.Tries(now, 0, now));
      server
          .transactions()
          .write(
              stores -> {
                stores.eventDeliveries().insertAll(List.of(owed));
                stores.eventDeliveries().lease(owed, "mine", now, now.plusSeconds(30));
                return stores.eventDeliveries().bury(owed, "mine", "the receiver said 500", now);
              });
    }
    return "/admin/webhooks/" + webhook;
  }

  /** Somebody whom the limit of their account turned away. */
  void turnedAway() {
    OwnPerson person = OwnPerson.confirmed(server);
    for (int tries = 0; tries < 12; tries++) {
      person.signIn("wrong horse 9");
    }
    server.server().reports().tell();
  }
}
