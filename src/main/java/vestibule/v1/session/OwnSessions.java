package vestibule.v1.session;

import java.util.regex.Pattern;
import vestibule.core.model.Session;
import vestibule.core.session.Sessions;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * {@code /v1/sessions}: the caller's own sessions, through whichever door they began, to be looked
 * at and ended.
 */
public final class OwnSessions {

  static final String ALL = "/v1/sessions";
  private static final String CURRENT = ALL + "/current";
  private static final String ONE = ALL + "/{id:digits}";

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Sessions sessions;
  private final Visitors visitors;

  public OwnSessions(Sessions sessions, Visitors visitors) {
    this.sessions = sessions;
    this.visitors = visitors;
  }

  /** Declares its paths. */
  public void mount(Routes routes, V1Caller caller, Once once) {
    routes.guarded(caller::known).get(ALL, this::list);
    routes.guarded(caller::changing).delete(ALL, once.by(Known::name, this::endOthers));
    routes.guarded(caller::changing).delete(CURRENT, once.by(Known::name, this::endCurrent));
    routes.guarded(caller::changing).delete(ONE, once.by(Known::name, this::endOne));
  }

  private Response list(Request request, Known known) {
    Keyset wanted = Keyset.of(request);
    Session current = known.session();
    return wanted.page(
        ALL,
        sessions.live(current, wanted.after().orElse(Long.MAX_VALUE), wanted.sought()),
        signIn -> signIn.session().id(),
        signIn -> SessionJson.of(signIn, current));
  }

  private Response endOne(Request request, Known known) {
    Session current = known.session();
    String id = request.pathValue("id");
    boolean ended =
        NUMBER.matcher(id).matches()
            && sessions.end(current, Long.parseLong(id), visitors.of(request));
    if (!ended) {
      throw new ProblemException(
          Problems.of(404, "session_unknown", "You have no live session with this id."));
    }
    return Long.parseLong(id) == current.id() ? known.signedOut(Answers.done()) : Answers.done();
  }

  /** For C, whose document has no log-out: its refresh token is worth nothing from here. */
  private Response endCurrent(Request request, Known known) {
    Session current = known.session();
    sessions.end(current, current.id(), visitors.of(request));
    return known.signedOut(Answers.done());
  }

  private Response endOthers(Request request, Known known) {
    sessions.endOthers(known.session(), visitors.of(request));
    return Answers.done();
  }
}
