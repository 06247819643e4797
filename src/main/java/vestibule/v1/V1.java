package vestibule.v1;

import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.challenge.Challenges;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.signin.SignIn;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;

/** Our own API as one surface: each noun mounts its paths. */
public final class V1 implements Surface {

  /** The name of the surface, and of the door in the audit trail. */
  public static final String NAME = "v1";

  /** Nobody registers or signs in here yet, so nothing is ever mailed by it. */
  private static final Door DOOR =
      new Door(
          NAME,
          Language.ENGLISH,
          CodeRules.usual(new CodeFamily("V1")),
          PasswordStrength.ANY,
          OptionalInt.empty(),
          new Door.Links("", Optional.empty()));

  private final V1Caller caller;
  private final OwnSessions sessions;
  private final ChallengePath challenge;

  /** The API over the account core. */
  public V1(Sessions sessions, Challenges challenges, Credentials credentials, SignIn signIn) {
    this.caller = new V1Caller(credentials, signIn);
    this.challenge = new ChallengePath(challenges);
    this.sessions = new OwnSessions(sessions, credentials.cookie().cleared());
  }

  /** Somebody who asks something here. */
  static Visit visit(Request request) {
    return new Visit(
        DOOR,
        new UserAgent(
            request.header("User-Agent").orElse(""),
            request.remoteAddress(),
            Language.asked(request::language).orElse(DOOR.language())));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** The front-ends of every contract call it, wherever they come from. */
  @Override
  public boolean crossOrigin() {
    return true;
  }

  @Override
  public boolean takesCookies() {
    return true;
  }

  @Override
  public void mount(Routes routes) {
    sessions.mount(routes, caller);
    challenge.mount(routes);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return Problems.of(fault);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return switch (thrown) {
      case ProblemException problem -> Optional.of(problem.response());
      case RefusedException refused -> Optional.of(Problems.of(refused.refusal()));
      default -> Optional.empty();
    };
  }
}
