package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vestibule.TestServer;
import vestibule.core.model.Language;
import vestibule.core.model.Mail;
import vestibule.core.node.Figure;
import vestibule.core.operator.Duty;
import vestibule.core.store.Stores;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.EventDelivery;
import vestibule.core.store.node.HourlyFigure;
import vestibule.core.store.node.NodeState;
import vestibule.core.store.node.StruckLimit;
import vestibule.v1.admin.TestOperator;

/** What the dashboard and the pages of mails, webhooks and limits look like with much on them. */
@Tag("processes")
class OverviewLooksTest {

  private static final TestServer SERVER = TestServer.start("VESTIBULE_EVENTS_KEPT=on");

  /** No mail is sent, and no event: nothing is due before. */
  private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

  private static final String SAID =
      "550 5.1.1 <a.person@mail.example.org>: Recipient address rejected: undeliverable"
          + "-as-nobody-has-ever-had-this-address-here";

  @RegisterExtension static final Chromium BROWSER = new Chromium();
  private static final Looks LOOKS = new Looks();
  private static TestOperator admin;
  private static long account;
  private static String webhook;

  @BeforeAll
  static void start() {
    admin = TestOperator.of(SERVER, Duty.ADMIN);
    account = admin.person().id();
    SERVER.awaitEmptyOutbox();
    long made =
        SERVER
            .core()
            .events()
            .webhooks()
            .create(
                "https://hooks.accounts.department.example.org/events/of/accounts?from=vestibule",
                Set.of(AccountEvent.Type.ACCOUNT_IMPORTED, AccountEvent.Type.RIGHTS_CHANGED))
            .webhook()
            .id();
    SERVER.core().events().webhooks().disable(made);
    webhook = "/admin/webhooks/" + made;
    Instant now = SERVER.clock().instant().truncatedTo(ChronoUnit.MICROS);
    SERVER.transactions().write(stores -> written(stores, made, now));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private static Stores written(Stores stores, long made, Instant now) {
    nodes(stores, now);
    figures(stores, now.truncatedTo(ChronoUnit.HOURS));
    limits(stores, now);
    mails(stores, now);
    events(stores, made, now);
    return stores;
  }

  private static void nodes(Stores stores, Instant now) {
    NodeState.Condition well =
        new NodeState.Condition(Optional.empty(), Optional.of("relaying"), 0, 12, 60, 256);
    NodeState.Condition ill =
        new NodeState.Condition(
            Optional.of("this machine's clock is off"), Optional.empty(), 40, 1_234, 250, 256);
    String place = "accounts-in-the-first-hall-on-the-left.department.example.org:8080";
    Instant before = now.minus(Duration.ofHours(3));
    stores.nodeStates().put(new NodeState("one", place, "1.0.0", before, now, well));
    stores.nodeStates().put(new NodeState("two", "b:8080", "1.0.0", before, now, ill));
    stores.nodeStates().put(new NodeState("three", "c:8080", "1.0.0", before, before, well));
  }

  private static void figures(Stores stores, Instant hour) {
    for (int ago = 0; ago < 48; ago++) {
      for (Figure figure : Figure.values()) {
        long total = (long) (1_000 * (2 + Math.sin(ago / 4.0)) / (1 + figure.ordinal() * 2));
        Instant begin = hour.minus(Duration.ofHours(ago));
        stores.hourlyFigures().put(new HourlyFigure(begin, figure.word(), total), "one");
      }
    }
  }

  private static void limits(Stores stores, Instant now) {
    for (String whom :
        List.of(
            StruckLimit.account(account),
            StruckLimit.network("2001:db8:1111:2222:0:0:0:0/64"),
            StruckLimit.network("192.0.2.7"))) {
      stores.struckLimits().put(new StruckLimit(whom, "keyed-request-range", 1_234, now), "one");
    }
  }

  private static void mails(Stores stores, Instant now) {
    for (int i = 0; i < 2; i++) {
      Mail mail =
          new Mail(
              9_007_199_254_740_000L + i,
              account,
              Mail.Purpose.REFRESH_TOKEN_REUSED,
              new Mail.Recipient(0, "a.person.".repeat(9) + "x@example.org", Language.ENGLISH),
              "v1",
              new Mail.Tries(now, 3, i == 0 ? now : LATER));
      stores.outbox().insert(mail);
    }
    Mail claimed = stores.outbox().claim("mine", now, LATER).orElseThrow();
    assertThat(stores.outbox().bury(claimed, "mine", SAID, now)).isTrue();
  }

  private static EventDelivery owed(long made, long id, Instant now, Instant due) {
    AccountEvent event =
        new AccountEvent(id, AccountEvent.Type.ACCOUNT_IMPORTED, account, 1, now, "v1");
    return new EventDelivery(
        made, new AccountEvent.Placed(id, event), new EventDelivery.Tries(now, 0, due));
  }

  /** One that was given up, and one that waits. */
  private static void events(Stores stores, long made, Instant now) {
    EventDelivery owed = owed(made, 9_000_001, now, now);
    stores.eventDeliveries().insertAll(List.of(owed, owed(made, 9_000_002, now, LATER)));
    stores.eventDeliveries().lease(owed, "mine", now, now.plusSeconds(30));
    stores.eventDeliveries().bury(owed, "mine", "the receiver answered 500", now);
  }

  @ParameterizedTest
  @CsvSource({"en,360", "ru,360", "de,360", "fr,360", "en,1024"})
  void everyPageFits(String tag, int width) {
    ConsoleWindow window = new ConsoleWindow(BROWSER.tab(tag, width), SERVER, admin);
    Page page = window.page();
    String screen = "-" + tag + "-" + width;
    for (String path : List.of("", "/limits", "/mails", "/webhooks")) {
      window.open("/admin" + path);
      LOOKS.assertFit(page, "overview" + path.replace('/', '-') + screen);
    }
    window.open(webhook);
    LOOKS.assertFit(page, "overview-webhook" + screen);
    window.open("/admin");
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
    LOOKS.assertFit(page, "overview-tables" + screen);
    window.open("/admin/webhooks");
    window.fill("url", "http://hooks.example.org/");
    window.send("/admin/webhooks");
    LOOKS.assertFit(page, "overview-webhook-wrong" + screen);
  }
}
