package vestibule.v1.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vestibule.Reply;
import vestibule.TestServer;
import vestibule.core.model.Rights.Kind;
import vestibule.core.operator.Duty;
import vestibule.http.DeclaredRoute;
import vestibule.v1.OwnPerson;
import vestibule.wiring.ServedRoutes;

/**
 * Anybody who is no operator finds nothing under {@code /v1/admin}: no path, no method, no hint.
 */
class StrangerTest {

  private static final TestServer SERVER = TestServer.shared();
  private static final String UNKNOWN = "/v1/there-is-no-such-path";
  private static final String NOT_FOUND = "404 {\"detail\":\"Not found.\"}";
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW");

  private static OwnPerson person;
  private static String ended;

  @BeforeAll
  static void somebodyWhoIsNoOperator() {
    person = OwnPerson.confirmed(SERVER);
    // Rights that are like those of operators, and are none.
    for (String name : List.of("vestibule", "vestibule.", "admin", "vestibule.admin2")) {
      SERVER
          .core()
          .rights()
          .find(Kind.PERMISSION, name)
          .or(() -> SERVER.core().rights().create(Kind.PERMISSION, name))
          .ifPresent(one -> SERVER.core().rights().grant(Kind.PERMISSION, one, person.id()));
    }
    SERVER
        .core()
        .rights()
        .create(Kind.GROUP, "vestibule.admin")
        .ifPresent(group -> SERVER.core().rights().grant(Kind.GROUP, group, person.id()));
    TestOperator gone = TestOperator.of(SERVER, Duty.ADMIN);
    SERVER.core().administration().endSessions(gone.id());
    ended = gone.header();
  }

  static List<String> paths() {
    List<String> paths =
        new ArrayList<>(
            ServedRoutes.of(SERVER).stream()
                .filter(route -> route.surface().equals("admin"))
                .map(DeclaredRoute::template)
                .map(template -> template.replaceAll("\\{[^}]*}", Long.toString(person.id())))
                .distinct()
                .toList());
    assertThat(paths).isNotEmpty();
    paths.addAll(List.of("/v1/admin/", "/v1/admin/nothing", "/v1/admin/accounts/x", "/v1/admin/1"));
    return paths;
  }

  /** Who asks, by what. */
  static Stream<List<String>> strangers() {
    return Stream.of(
        List.of(),
        List.of("Authorization: Bearer nonsense"),
        List.of("Authorization: "),
        List.of(ended),
        List.of("Cookie: __Host-vestibule=nonsense"),
        List.of(person.bearer()),
        List.of(person.bearer(), "Origin: http://localhost"),
        List.of(person.bearer(), "Origin: https://evil.example"),
        List.of(person.bearer(), "Accept: text/html"),
        List.of(
            "Cookie: __Host-vestibule=" + person.signInBrowser().cookie("__Host-vestibule"),
            "Sec-Fetch-Site: same-origin"));
  }

  /** All but what differs by itself. */
  private static String answer(String method, String path, List<String> headers) {
    Reply reply = SERVER.send(method, path, null, headers.toArray(String[]::new));
    Map<String, List<String>> shown = new TreeMap<>(reply.headers().map());
    List.of("date", "x-request-id", "traceparent").forEach(shown::remove);
    return reply.whole() + " " + shown;
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void everyPathAndMethodIsAsOneThatIsNotThere(List<String> headers) {
    for (String method : METHODS) {
      String nothing = answer(method, UNKNOWN, headers);
      for (String path : paths()) {
        assertThat(answer(method, path, headers)).as(method + " " + path).isEqualTo(nothing);
      }
    }
  }

  @Test
  void anOperatorFindsNoPathThatIsNotThereEither() {
    TestOperator admin = TestOperator.of(SERVER, Duty.ADMIN);
    assertThat(admin.get("/v1/admin/nothing").whole()).isEqualTo(NOT_FOUND);
    assertThat(admin.get("/v1/admin/accounts/x").whole()).isEqualTo(NOT_FOUND);
    assertThat(admin.get("/v1/admin").status()).isEqualTo(200);
    assertThat(admin.send("PUT", "/v1/admin", "{}").status()).isEqualTo(405);
  }

  @Test
  void aRightThatIsTakenTakesThePathsAway() {
    TestOperator reader = TestOperator.of(SERVER, Duty.READ);
    assertThat(reader.get("/v1/admin").text("duty")).isEqualTo("read");
    SERVER
        .core()
        .rights()
        .revoke(
            Kind.PERMISSION,
            SERVER.core().rights().find(Kind.PERMISSION, "vestibule.read").orElseThrow(),
            reader.id());
    assertThat(reader.get("/v1/admin").whole()).isEqualTo(NOT_FOUND);
  }

  @Test
  void aRoleCarriesADutyAsWell() {
    OwnPerson boss = OwnPerson.confirmed(SERVER);
    String header = boss.bearer();
    vestibule.EnrolledPerson.enrolled(SERVER, header);
    var rights = SERVER.core().rights();
    var role = rights.create(Kind.ROLE, SERVER.unique("boss")).orElseThrow();
    TestOperator.of(SERVER, Duty.SUPPORT);
    rights.grantToRole(rights.find(Kind.PERMISSION, "vestibule.support").orElseThrow(), role);
    rights.grant(Kind.ROLE, role, boss.id());
    assertThat(SERVER.get("/v1/admin", header).body())
        .isEqualTo("{\"account\":\"%d\",\"duty\":\"support\"}".formatted(boss.id()));
  }

  @Test
  void withoutASecondFactorNothingIsShownButThatOneIsNeeded() {
    OwnPerson late = OwnPerson.confirmed(SERVER);
    TestOperator.appoint(SERVER, Duty.ADMIN, late);
    Reply refused = SERVER.get("/v1/admin/accounts", late.bearer());
    assertThat(refused.whole())
        .isEqualTo(
            "403 {\"type\":\"about:blank\",\"status\":403,\"code\":\"factor_missing\",\"detail\":"
                + "\"Operators come in by a second factor. Add one at /v1/account/factors, and sign"
                + " in with it.\"}");
  }
}
