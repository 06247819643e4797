package vestibule.v1;

import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.challenge.Challenges;
import vestibule.core.limit.Limits;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.refusal.RefusedException;
import vestibule.core.repeat.Repeats;
import vestibule.core.session.Sessions;
import vestibule.core.signin.SignIn;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.v1.caller.Credentials;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;
import vestibule.v1.session.OwnSessions;

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
  private final Once once;
  private final OwnSessions sessions;
  private final ChallengePath challenge;

  /** What the API does. */
  public record V1UseCases(
      Sessions sessions, SignIn signIn, Challenges challenges, Repeats repeats, Limits limits) {}

  /**
   * The API over the account core.
   *
   * @param device the name of the cookie that marks a device
   */
  public V1(V1UseCases core, Credentials credentials, String device) {
    Visitors visitors = new Visitors(DOOR, device);
    this.caller = new V1Caller(credentials, core.signIn(), visitors);
    this.once = new Once(core.repeats(), core.limits(), visitors::client);
    this.challenge = new ChallengePath(core.challenges());
    this.sessions = new OwnSessions(core.sessions(), visitors);
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
    sessions.mount(routes, caller, once);
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
