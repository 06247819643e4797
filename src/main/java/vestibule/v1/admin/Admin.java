package vestibule.v1.admin;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vestibule.core.operator.OperatorRefusal;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/** {@code /v1/admin} as one surface, which nobody but operators finds. */
public final class Admin implements Surface {

  /** The name of the surface and of its document. */
  public static final String NAME = "admin";

  /** As the router answers to a path that no surface has. */
  static final Response UNKNOWN =
      Response.json(404, "{\"detail\":\"Not found.\"}".getBytes(StandardCharsets.US_ASCII));

  static final String ROOT = "/v1/admin";

  private final AdminCaller caller;
  private final Once once;
  private final AccountPaths accounts;
  private final AccountActs acts;
  private final AccountRights accountRights;
  private final RightPaths rights;
  private final TrailPaths trail;
  private final SystemPaths system;
  private final ProgramPaths programs;
  private final WebhookPaths webhooks;
  private final ImportPaths imports;
  private final LimitPaths limits;
  private final NodePaths nodes;

  /**
   * What operators do.
   *
   * @param caller finds out who asks, at any door
   * @param secondFactor whether operators need one
   */
  public Admin(
      AdminUseCases core, V1Caller caller, Proved proved, Once once, boolean secondFactor) {
    this.caller = new AdminCaller(caller, proved, secondFactor);
    this.once = once;
    this.accounts = new AccountPaths(core);
    this.acts = new AccountActs(core);
    this.accountRights = new AccountRights(core);
    this.rights = new RightPaths(core);
    this.trail = new TrailPaths(core);
    this.system = new SystemPaths(core);
    this.programs = new ProgramPaths(core);
    this.webhooks = new WebhookPaths(core);
    this.imports = new ImportPaths(core);
    this.limits = new LimitPaths(core);
    this.nodes = new NodePaths(core);
  }

  @Override
  public String name() {
    return NAME;
  }

  /** No page of another origin is let in: what operators do is done from our own pages. */
  @Override
  public boolean crossOrigin() {
    return false;
  }

  @Override
  public boolean hides(Request request) {
    return caller.isStranger(request);
  }

  @Override
  public void mount(Routes routes) {
    accounts.mount(routes, caller);
    acts.mount(routes, caller, once);
    accountRights.mount(routes, caller, once);
    rights.mount(routes, caller, once);
    trail.mount(routes, caller);
    system.mount(routes, caller, once);
    programs.mount(routes, caller, once);
    webhooks.mount(routes, caller, once);
    imports.mount(routes, caller);
    limits.mount(routes, caller, once);
    nodes.mount(routes, caller);
  }

  @Override
  public Response answer(Fault fault, Request request) {
    return Problems.of(fault);
  }

  @Override
  public Optional<Response> answer(RuntimeException thrown, Request request) {
    return switch (thrown) {
      case ProblemException problem -> Optional.of(problem.response());
      case OperatorRefusal refused -> Optional.of(of(refused.why()));
      case RefusedException refused -> Optional.of(of(refused.refusal()));
      default -> Optional.empty();
    };
  }

  private static Response of(OperatorRefusal.Why why) {
    return switch (why) {
      case GONE -> UNKNOWN;
      case PROTECTED ->
          Problems.of(403, "operator_protected", "Only an admin acts on an operator's account.");
      case OWN_ACCOUNT ->
          Problems.of(409, "own_account", "Nobody does this to their own account; ask another.");
      case OWN_DUTY ->
          Problems.of(409, "own_duty", "You are an operator by that; ask another admin.");
      case RESERVED ->
          Problems.of(409, "right_reserved", "Without it nobody would be an operator.");
    };
  }

  /** Words for people who ask about others: what is refused elsewhere is said of oneself. */
  private static Response of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OfAccess access -> of(access);
      case Refusal.OfAddress address -> of(address);
      case Refusal.OfFactor factor -> of(factor);
      case Refusal.OfLoad _,
          Refusal.OfSignIn _,
          Refusal.OfRegistration _,
          Refusal.OfName _,
          Refusal.OfPassword _,
          Refusal.OfCode _,
          Refusal.FieldInvalid _ ->
          Problems.of(refusal);
    };
  }

  private static Response of(Refusal.OfAccess refusal) {
    return refusal instanceof Refusal.AccountUnknown ? AccountPaths.unknown().response() : UNKNOWN;
  }

  private static Response of(Refusal.OfAddress refusal) {
    if (refusal instanceof Refusal.AddressUnknown) {
      return Problems.of(404, "address_unknown", "The account has no address with this id.");
    }
    return refusal instanceof Refusal.AddressTaken
        ? Problems.of(409, "address_taken", "Another account has confirmed this address.")
        : Problems.of((Refusal) refusal);
  }

  private static Response of(Refusal.OfFactor refusal) {
    return refusal instanceof Refusal.FactorUnknown
        ? Problems.of(404, "factor_unknown", "The account has no second factor with this id.")
        : Problems.of((Refusal) refusal);
  }
}
