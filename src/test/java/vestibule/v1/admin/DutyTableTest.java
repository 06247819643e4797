package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.operator.Duty;
import vestibule.v1.OwnPerson;
import vestibule.web.admin.ConsoleDutyTest;
import vestibule.wiring.ServedRoutes;

/** Every action of {@code /v1/admin}, tried by everybody: who may do what is this table. */
class DutyTableTest {

  private static final TestServer SERVER = TestServer.start();
  private static final String NOT_FOUND = "404 {\"detail\":\"Not found.\"}";
  private static final String NO_BODY = "";
  private static final String LET_IN = "let in";

  /** What is said to whom may do it, where it cannot be done. */
  private static final Set<String> AS_THINGS_ARE = Set.of("address_unverified", "webhook_refused");

  /**
   * What is done.
   *
   * @param least the duty that it needs
   * @param fresh whether it needs a proof of the last minutes
   */
  private record Action(String method, String path, String body, Duty least, boolean fresh) {

    static Action look(String path) {
      return new Action("GET", path, NO_BODY, Duty.READ, false);
    }

    static Action help(String method, String path, String body) {
      return new Action(method, path, body, Duty.SUPPORT, false);
    }

    Action freshly() {
      return new Action(method, path, body, least, true);
    }

    static Action govern(String method, String path, String body) {
      return new Action(method, path, body, Duty.ADMIN, true);
    }

    /** What an admin does without a fresh proof. */
    static Action steer(String path) {
      return new Action("POST", path, "{}", Duty.ADMIN, false);
    }

    String route() {
      return method + " " + path;
    }

    boolean isOnAccount() {
      return path.startsWith("/v1/admin/accounts/{id}") && !method.equals("GET");
    }
  }

  private static final String REASON = "{\"reason\":\"seen in person\"}";
  private static final String NEW_SERVICE = "{\"name\":\"{fresh}\",\"scope\":\"introspect\"}";
  private static final String NEW_WEBHOOK = "{\"url\":\"https://192.0.2.1/\"}";
  private static final String ONE = "/v1/admin/accounts/{id}";

  private static final List<Action> TABLE = table();

  private static List<Action> table() {
    List<Action> table =
        new ArrayList<>(
            Arrays.asList(
                Action.look("/v1/admin"),
                Action.look("/v1/admin/accounts"),
                Action.look(ONE),
                Action.help("POST", ONE + "/disable", "{}"),
                Action.help("POST", ONE + "/enable", "{}"),
                Action.help("POST", ONE + "/reset", "{}"),
                Action.help("DELETE", ONE + "/sessions", NO_BODY),
                Action.help("DELETE", ONE + "/sessions/{session}", NO_BODY),
                Action.help("POST", ONE + "/addresses/{address}/removal", REASON).freshly(),
                Action.help("POST", ONE + "/factors/removal", REASON).freshly(),
                Action.help("POST", ONE + "/factors/{factor}/removal", REASON).freshly(),
                Action.govern("POST", ONE + "/addresses/{address}/confirmation", "{}"),
                Action.look(ONE + "/events"),
                Action.look("/v1/admin/events"),
                Action.look("/v1/admin/mails"),
                Action.look("/v1/admin/limits"),
                Action.help("POST", "/v1/admin/limits/release", "{\"network\":\"192.0.2.1\"}"),
                Action.help("POST", ONE + "/limits/release", "{}"),
                Action.look("/v1/admin/figures"),
                Action.look("/v1/admin/nodes"),
                Action.look("/v1/admin/keys"),
                Action.look("/v1/admin/services"),
                Action.look("/v1/admin/imports"),
                Action.look("/v1/admin/webhooks"),
                Action.look("/v1/admin/webhooks/{id}/dead"),
                Action.look("/v1/admin/webhooks/{id}/waiting"),
                new Action("GET", "/v1/admin/settings", NO_BODY, Duty.ADMIN, false),
                Action.help("POST", "/v1/admin/mails/retry", "{}"),
                Action.help("POST", "/v1/admin/mails/{id}/retry", "{}"),
                Action.govern("POST", "/v1/admin/keys/{key}/rotation", "{}"),
                Action.govern("DELETE", "/v1/admin/keys/{key}", NO_BODY),
                Action.govern("POST", "/v1/admin/services", NEW_SERVICE),
                Action.govern("POST", "/v1/admin/services/{id}/rotation", "{}"),
                Action.govern("DELETE", "/v1/admin/services/{id}", NO_BODY),
                Action.govern("DELETE", "/v1/admin/webhooks/{id}", NO_BODY),
                Action.govern("POST", "/v1/admin/webhooks", NEW_WEBHOOK),
                Action.govern("POST", "/v1/admin/webhooks/{id}/rotation", "{}"),
                Action.steer("/v1/admin/webhooks/{id}/enable"),
                Action.steer("/v1/admin/webhooks/{id}/disable"),
                Action.steer("/v1/admin/webhooks/{id}/dead/retry"),
                Action.steer("/v1/admin/webhooks/{id}/dead/{event}/retry"),
                Action.govern("PUT", "/v1/admin/roles/{right}/permissions/{permission}", NO_BODY),
                Action.govern(
                    "DELETE", "/v1/admin/roles/{right}/permissions/{permission}", NO_BODY)));
    for (String kind : List.of("groups", "roles", "permissions")) {
      String all = "/v1/admin/" + kind;
      table.add(Action.look(all));
      table.add(Action.look(all + "/{right}/accounts"));
      table.add(Action.govern("POST", all, "{\"name\":\"{fresh}\"}"));
      table.add(Action.govern("DELETE", all + "/{right}", NO_BODY));
      table.add(Action.govern("PUT", ONE + "/" + kind + "/{right}", NO_BODY));
      table.add(Action.govern("DELETE", ONE + "/" + kind + "/{right}", NO_BODY));
    }
    return table;
  }

  private static final String NONE = "9007199254740990";

  private static OwnPerson person;
  private static TestOperator colleague;

  @BeforeAll
  static void somebodyToActOn() {
    person = OwnPerson.confirmed(SERVER);
    colleague = TestOperator.of(SERVER, Duty.READ);
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static Stream<Action> actionsOnAccounts() {
    return TABLE.stream().filter(Action::isOnAccount);
  }

  /** By ids that nothing has, so that whoever may do it is told so, and nothing is done. */
  private static Reply send(Action action, String header, long account) {
    return send(action, header, account, NONE);
  }

  private static Reply send(Action action, String header, long account, String none) {
    String path =
        action
            .path()
            .replace("accounts/{id}", "accounts/" + account)
            .replaceAll("\\{(id|key|session|address|event|factor|right|permission)}", none);
    String body = action.body().replace("{fresh}", SERVER.unique("name"));
    return body.isEmpty()
        ? SERVER.send(action.method(), path, null, header)
        : SERVER.json(action.method(), path, body, header);
  }

  /**
   * Why somebody is not let in. Whoever is finds that it is done, or that nothing has such an id,
   * or that it cannot be done as things are; every other answer is what no case here expects.
   */
  private static String code(Reply reply) {
    if (reply.status() >= 200 && reply.status() < 300) {
      return LET_IN;
    }
    boolean told =
        reply.header("Content-Type").filter("application/problem+json"::equals).isPresent();
    String code = told ? reply.text("code") : reply.whole();
    return switch (reply.status()) {
      case 403 -> code;
      case 404 -> code.endsWith("_unknown") ? LET_IN : reply.whole();
      case 409 -> AS_THINGS_ARE.contains(code) ? LET_IN : reply.status() + " " + code;
      default -> reply.whole();
    };
  }

  @Test
  void theTableHasEveryRoute() {
    assertThat(TABLE.stream().map(Action::route).collect(Collectors.toSet()))
        .isEqualTo(served("admin"));
  }

  /** The pages for the same have a table of their own, which is kept as whole. */
  @Test
  void theTableOfTheConsoleHasEveryRoute() {
    assertThat(ConsoleDutyTest.routes()).isEqualTo(served("console"));
  }

  private static Set<String> served(String surface) {
    return ServedRoutes.of(SERVER).stream()
        .filter(route -> route.surface().equals(surface))
        .map(route -> route.method() + " " + route.template().replace(":digits", ""))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  void eachDutyDoesWhatItIsThereFor(Duty duty) {
    TestOperator operator = TestOperator.of(SERVER, duty);
    for (Action action : TABLE) {
      Reply reply = send(action, operator.header(), person.id());
      boolean may = duty.includes(action.least());
      assertThat(code(reply))
          .as(duty + " " + action.route() + " " + reply.body())
          .isEqualTo(may ? LET_IN : "duty_missing");
      assertThat(reply.whole()).as(action.route()).isNotEqualTo(NOT_FOUND);
    }
  }

  @Test
  void aStrangerFindsNoneOfThem() {
    String stranger = OwnPerson.confirmed(SERVER).bearer();
    for (Action action : TABLE) {
      assertThat(send(action, stranger, person.id()).whole())
          .as(action.route())
          .isEqualTo(NOT_FOUND);
    }
  }

  @ParameterizedTest
  @MethodSource("actionsOnAccounts")
  void onlyAdminsActOnOperatorsAndNobodyOnThemselves(Action action) {
    TestOperator support = TestOperator.of(SERVER, Duty.SUPPORT);
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    String right = action.path().contains("{right}") ? right(action) : NONE;
    Reply bySupport = send(action, support.header(), colleague.id(), right);
    assertThat(code(bySupport))
        .as(bySupport.body())
        .isEqualTo(action.least() == Duty.ADMIN ? "duty_missing" : "operator_protected");
    assertThat(code(send(action, admin.header(), colleague.id(), right))).isEqualTo(LET_IN);
    assertThat(code(send(action, admin.header(), admin.id(), right))).isEqualTo("409 own_account");
  }

  /** One of the kind that an action gives or takes. */
  private static String right(Action action) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(one -> action.path().contains("/" + RightPaths.word(one) + "/"))
            .findFirst()
            .orElseThrow();
    Named made = SERVER.core().rights().create(kind, SERVER.unique("right")).orElseThrow();
    return Long.toString(made.id());
  }

  /** Whoever has added no second factor yet, or has not proved it for the session. */
  @ParameterizedTest
  @EnumSource
  void whoComesInByAPasswordAloneDoesNothing(Duty duty) {
    OwnPerson single = OwnPerson.confirmed(SERVER);
    TestOperator.appoint(SERVER, duty, single);
    String header = single.bearer();
    for (Action action : TABLE) {
      assertThat(code(send(action, header, person.id())))
          .as(action.route())
          .isEqualTo("factor_missing");
    }
  }

  @Test
  void whatIsDangerousNeedsAProofOfTheLastMinutes() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    SERVER.clock().advance(Duration.ofMinutes(11));
    for (Action action : TABLE) {
      Reply reply = send(action, admin.header(), person.id());
      assertThat(code(reply))
          .as(action.route() + " " + reply.body())
          .isEqualTo(action.fresh() ? "proof_wanted" : LET_IN);
    }
    SERVER.json(
        "POST",
        "/v1/sessions/current/proof",
        "{\"answer\":\"%s\"}".formatted(admin.app().next(SERVER.clock().instant())),
        admin.header());
    for (Action action : TABLE) {
      assertThat(code(send(action, admin.header(), person.id()))).isEqualTo(LET_IN);
    }
  }

  @Test
  void aCookieActsForAPageOfOursAlone() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    Reply browser = admin.signInBrowser();
    String cookie = "Cookie: __Host-vestibule=" + browser.cookie("__Host-vestibule");
    for (Action action : TABLE) {
      Reply reply = send(action, cookie, person.id());
      assertThat(code(reply))
          .as(action.route())
          .isEqualTo(action.method().equals("GET") ? LET_IN : "origin_foreign");
    }
    String disable = "/v1/admin/accounts/" + person.id() + "/enable";
    assertThat(SERVER.json("POST", disable, "{}", cookie, "Sec-Fetch-Site: cross-site").status())
        .isEqualTo(403);
    assertThat(SERVER.json("POST", disable, "{}", cookie, "Sec-Fetch-Site: same-origin").status())
        .isEqualTo(200);
  }

  @Test
  void groupsAndRolesThatAreNotThereAreSaidSo() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    assertThat(SERVER.core().rights().find(Kind.GROUP, 9_007_199_254_740_990L)).isEmpty();
    for (Action action : TABLE) {
      if (action.path().contains("{right}")) {
        assertThat(send(action, admin.header(), person.id()).text("code"))
            .as(action.route())
            .isEqualTo("right_unknown");
      }
    }
  }
}
