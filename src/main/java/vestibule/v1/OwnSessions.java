package vestibule.v1;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vestibule.core.model.Session;
import vestibule.core.session.Sessions;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Json;
import vestibule.v1.V1Json.SessionPage;

/**
 * {@code /v1/sessions}: the caller's own sessions, through whichever door they began, to be looked
 * at and ended.
 */
final class OwnSessions {

  static final String ALL = "/v1/sessions";
  static final String CURRENT = ALL + "/current";
  static final String ONE = ALL + "/{id:digits}";

  private static final String AFTER = "after";
  private static final String LIMIT = "limit";
  private static final int USUAL = 50;
  private static final int MOST = 200;

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Sessions sessions;
  private final UnaryOperator<Response> cleared;

  /**
   * The sessions of a server.
   *
   * @param cleared takes the cookie away with an answer
   */
  OwnSessions(Sessions sessions, UnaryOperator<Response> cleared) {
    this.sessions = sessions;
    this.cleared = cleared;
  }

  void mount(Routes routes, V1Caller caller) {
    routes.guarded(caller::known).get(ALL, this::list);
    routes.guarded(caller::changing).delete(ALL, this::endOthers);
    routes.guarded(caller::changing).delete(CURRENT, this::endCurrent);
    routes.guarded(caller::changing).delete(ONE, this::endOne);
  }

  private Response list(Request request, V1Caller.Known known) {
    int limit = number(request, LIMIT, USUAL);
    if (limit < 1 || limit > MOST) {
      throw invalid(LIMIT, "A list has 1 to " + MOST + " items.");
    }
    long after = number(request, AFTER, Long.MAX_VALUE);
    Session current = known.token().session();
    SessionPage page = SessionPage.of(sessions.live(current, after, limit + 1), limit, current);
    Response answer = Response.json(200, Json.compact(page)).with("Cache-Control", "no-store");
    return page.next().map(next -> answer.with("Link", link(next, limit))).orElse(answer);
  }

  private static String link(String after, int limit) {
    return "<" + ALL + "?after=" + after + "&limit=" + limit + ">; rel=\"next\"";
  }

  private Response endOne(Request request, V1Caller.Known known) {
    Session current = known.token().session();
    String id = request.pathValue("id");
    boolean ended =
        NUMBER.matcher(id).matches()
            && sessions.end(current, Long.parseLong(id), V1.visit(request));
    if (!ended) {
      throw new ProblemException(
          Problems.of(404, "session_unknown", "You have no live session with this id."));
    }
    return Long.parseLong(id) == current.id() ? signedOut(known) : Response.empty(204);
  }

  /** For C, whose document has no log-out: its refresh token is worth nothing from here. */
  private Response endCurrent(Request request, V1Caller.Known known) {
    Session current = known.token().session();
    sessions.end(current, current.id(), V1.visit(request));
    return signedOut(known);
  }

  private Response endOthers(Request request, V1Caller.Known known) {
    sessions.endOthers(known.token().session(), V1.visit(request));
    return Response.empty(204);
  }

  private Response signedOut(V1Caller.Known known) {
    Response done = Response.empty(204);
    return known.fromCookie() ? cleared.apply(done) : done;
  }

  private static int number(Request request, String name, int usual) {
    return (int) Math.min(number(request, name, (long) usual), Integer.MAX_VALUE);
  }

  private static long number(Request request, String name, long usual) {
    Optional<String> given = request.query(name);
    if (given.isPresent() && !NUMBER.matcher(given.get()).matches()) {
      throw invalid(name, "This must be a whole number.");
    }
    return given.map(Long::parseLong).orElse(usual);
  }

  private static ProblemException invalid(String name, String detail) {
    return new ProblemException(
        Problems.of(
            400,
            "parameter_invalid",
            "A parameter is wrong.",
            List.of(new Problems.Flaw("/" + name, "invalid", detail))));
  }
}
