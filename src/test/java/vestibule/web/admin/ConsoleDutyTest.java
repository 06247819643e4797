package vestibule.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.administration.Appointments;
import vestibule.core.model.Language;
import vestibule.core.model.Rights;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;
import vestibule.web.Words;
import vestibule.web.account.PlainBrowser;

/** Every page and form of the console, tried by everybody: who may do what is this table. */
public class ConsoleDutyTest {

  /**
   * What is done.
   *
   * @param least the duty that it needs
   * @param fresh whether it needs a proof of the last minutes
   */
  private record Action(String method, String path, Duty least, boolean fresh) {

    static Action look(String path) {
      return new Action("GET", path, Duty.READ, false);
    }

    static Action help(String path) {
      return new Action("POST", path, Duty.SUPPORT, false);
    }

    static Action helpFreshly(String path) {
      return new Action("POST", path, Duty.SUPPORT, true);
    }

    static Action oversee(String path) {
      return new Action("GET", path, Duty.ADMIN, false);
    }

    static Action govern(String path) {
      return new Action("POST", path, Duty.ADMIN, false);
    }

    static Action governFreshly(String path) {
      return new Action("POST", path, Duty.ADMIN, true);
    }

    String route() {
      return method + " " + path;
    }

    boolean isForm() {
      return method.equals("POST");
    }

    boolean isOnAccount() {
      return isForm() && path.startsWith(ONE);
    }
  }

  private static final String ONE = "/admin/accounts/{id}";

  private static final List<Action> TABLE = table();

  private static List<Action> table() {
    List<Action> table =
        new ArrayList<>(
            List.of(
                Action.look("/admin"),
                Action.look("/admin/accounts"),
                Action.look(ONE),
                Action.help(ONE + "/disable"),
                Action.help(ONE + "/enable"),
                Action.help(ONE + "/reset"),
                Action.help(ONE + "/sessions/end"),
                Action.help(ONE + "/limits/release"),
                Action.helpFreshly(ONE + "/factors/removal"),
                Action.helpFreshly(ONE + "/addresses/{address}/removal"),
                Action.governFreshly(ONE + "/addresses/{address}/confirmation"),
                Action.governFreshly(ONE + "/rights"),
                Action.look("/admin/rights"),
                Action.governFreshly("/admin/rights"),
                Action.governFreshly("/admin/roles/{right}/permissions"),
                Action.governFreshly("/admin/roles/{right}/permissions/{permission}/removal"),
                Action.look("/admin/mails"),
                Action.help("/admin/mails/retry"),
                Action.help("/admin/mails/{id}/retry"),
                Action.look("/admin/limits"),
                Action.help("/admin/limits/release"),
                Action.look("/admin/imports"),
                Action.oversee("/admin/settings"),
                Action.look("/admin/keys"),
                Action.governFreshly("/admin/keys/{key}/rotation"),
                Action.governFreshly("/admin/keys/{key}/removal")));
    for (String kind : List.of("groups", "roles", "permissions")) {
      table.add(Action.look("/admin/" + kind + "/{right}"));
      table.add(Action.governFreshly("/admin/" + kind + "/{right}/removal"));
      table.add(Action.governFreshly(ONE + "/" + kind + "/{right}/removal"));
    }
    for (String all : List.of("/admin/services", "/admin/webhooks")) {
      table.add(Action.look(all));
      table.add(Action.governFreshly(all));
      table.add(Action.look(all + "/{id}"));
      table.add(Action.governFreshly(all + "/{id}/rotation"));
      table.add(Action.governFreshly(all + "/{id}/removal"));
    }
    for (String act : List.of("enable", "disable", "dead/retry", "dead/{event}/retry")) {
      table.add(Action.govern("/admin/webhooks/{id}/" + act));
    }
    return table;
  }

  /** Every route of the table. */
  public static Set<String> routes() {
    return TABLE.stream().map(Action::route).collect(Collectors.toSet());
  }

  private static final String LET_IN = "let in";
  private static final String NONE = "9007199254740990";
  private static TestServer server;
  private static OwnPerson person;

  @BeforeAll
  static void somebodyToActOn() {
    server = TestServer.start();
    person = OwnPerson.confirmed(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Action> actionsOnAccounts() {
    return TABLE.stream().filter(Action::isOnAccount);
  }

  /** Presses the button of a form of ours; by ids that nothing has, but for the account. */
  private static Reply send(Action action, PlainBrowser browser, long account) {
    return send(action, browser, account, NONE);
  }

  private static Reply send(Action action, PlainBrowser browser, long account, String right) {
    String path = path(action, account, right);
    if (!action.isForm()) {
      return browser.get(path);
    }
    String body =
        PlainBrowser.body(
            PlainBrowser.hidden(browser.get("/me"), "/sign-out"),
            "reason=seen in person",
            "right=groups/" + right);
    return browser.send("POST", path, body);
  }

  private static String path(Action action, long account, String right) {
    return action
        .path()
        .replace("accounts/{id}", "accounts/" + account)
        .replace("{right}", right)
        .replaceAll("\\{[a-z]+}", NONE);
  }

  /** What a page says of who asks; every other answer is what no case here expects. */
  private static String outcome(Reply reply) {
    String location = reply.header("Location").orElse("");
    return switch (reply.status()) {
      // What a form lacks is told to whom may send it.
      case 200, 422 -> LET_IN;
      case 303 -> location.startsWith("/admin/") ? LET_IN : location.replaceFirst("\\?.*", "");
      case 404 -> reply.body().contains(text("nowhere")) ? LET_IN : reply.whole();
      case 403 -> said(reply, "duty", "factor", "protected").orElseGet(reply::whole);
      case 409 -> said(reply, "own", "own-duty").orElse(LET_IN);
      default -> reply.whole();
    };
  }

  private static Optional<String> said(Reply reply, String... keys) {
    return Stream.of(keys).filter(key -> reply.body().contains(text("console." + key))).findFirst();
  }

  private static String text(String key) {
    return Words.in(Language.ENGLISH).say(key + ".text");
  }

  @ParameterizedTest
  @EnumSource
  void eachDutyDoesWhatItIsThereFor(Duty duty) {
    PlainBrowser browser = DeskOperator.of(server, duty).browser();
    for (Action action : TABLE) {
      assertThat(outcome(send(action, browser, person.id())))
          .as(duty + " " + action.route())
          .isEqualTo(duty.includes(action.least()) ? LET_IN : "duty");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoComesInByAPasswordAloneDoesNothing(Duty duty) {
    String name = server.unique("single");
    PlainBrowser browser = PlainBrowser.signedIn(server, name);
    long id = server.core().accounts().named(name).orElseThrow().id();
    assertThat(new Appointments(server.core().rights()).appoint(duty, id)).isTrue();
    for (Action action : TABLE) {
      assertThat(outcome(send(action, browser, person.id())))
          .as(duty + " " + action.route())
          .isEqualTo(duty.includes(action.least()) ? "factor" : "duty");
    }
  }

  @ParameterizedTest
  @MethodSource("actionsOnAccounts")
  void onlyAdminsActOnOperatorsAndNobodyOnThemselves(Action action) {
    DeskOperator support = DeskOperator.of(server, Duty.SUPPORT);
    DeskOperator admin = DeskOperator.of(server, Duty.ADMIN);
    DeskOperator colleague = DeskOperator.of(server, Duty.READ);
    String right = Long.toString(right(action).id());
    assertThat(outcome(send(action, support.browser(), colleague.id(), right)))
        .isEqualTo(action.least() == Duty.ADMIN ? "duty" : "protected");
    assertThat(outcome(send(action, admin.browser(), colleague.id(), right))).isEqualTo(LET_IN);
    assertThat(outcome(send(action, admin.browser(), admin.id(), right))).isEqualTo("own");
  }

  /** One of the kind that an action takes, or a group that it gives. */
  private static Rights.Named right(Action action) {
    Rights.Kind kind =
        Stream.of(Rights.Kind.values())
            .filter(one -> action.path().contains("/" + RightLine.word(one) + "/"))
            .findFirst()
            .orElse(Rights.Kind.GROUP);
    return server.core().rights().create(kind, server.unique("right")).orElseThrow();
  }

  @Test
  void whatIsDangerousNeedsAProofOfTheLastMinutes() {
    DeskOperator admin = DeskOperator.of(server, Duty.ADMIN);
    server.clock().advance(Duration.ofMinutes(11));
    for (Action action : TABLE) {
      assertThat(outcome(send(action, admin.browser(), person.id())))
          .as(action.route())
          .isEqualTo(action.fresh() ? "/me/proof" : LET_IN);
    }
    Reply proved =
        admin.submit(
            admin.get("/me/proof"),
            "/me/proof",
            "answer=" + admin.app().next(server.clock().instant()));
    assertThat(proved.status()).as(proved.body()).isEqualTo(303);
    for (Action action : TABLE) {
      assertThat(outcome(send(action, admin.browser(), person.id())))
          .as(action.route())
          .isEqualTo(LET_IN);
    }
  }

  @Test
  void noFormDoesAnythingWithoutItsValue() {
    PlainBrowser browser = DeskOperator.of(server, Duty.ADMIN).browser();
    for (Action action : TABLE.stream().filter(Action::isForm).toList()) {
      for (String body : List.of("", "form=", "form=" + "0".repeat(64))) {
        Reply refused =
            browser.send("POST", path(action, person.id(), NONE), body + "&reason=seen+in+person");
        assertThat(refused.status()).as(action.route() + " " + body).isEqualTo(403);
        assertThat(refused.body()).contains("Please send this form again");
      }
    }
    assertThat(person.signIn().status()).isEqualTo(201);
  }
}
