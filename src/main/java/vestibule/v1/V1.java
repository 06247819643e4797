package vestibule.v1;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import vestibule.core.address.Confirmations;
import vestibule.core.address.Emails;
import vestibule.core.challenge.Challenges;
import vestibule.core.departure.Keeping;
import vestibule.core.event.EventFeed;
import vestibule.core.factor.SecondFactors;
import vestibule.core.limit.Limits;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;
import vestibule.core.model.Door;
import vestibule.core.model.Language;
import vestibule.core.model.PasswordStrength;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Registration;
import vestibule.core.repeat.Repeats;
import vestibule.core.reset.Resets;
import vestibule.core.service.ServiceAccess;
import vestibule.core.session.Sessions;
import vestibule.http.Fault;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.Surface;
import vestibule.v1.account.Addresses;
import vestibule.v1.account.Codes;
import vestibule.v1.account.OwnAccount;
import vestibule.v1.account.OwnAvatar;
import vestibule.v1.account.Registering;
import vestibule.v1.auth.ForwardAuth;
import vestibule.v1.auth.Whoami;
import vestibule.v1.caller.Credentials;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.Visitors;
import vestibule.v1.event.EventPaths;
import vestibule.v1.factor.OwnFactors;
import vestibule.v1.form.Once;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;
import vestibule.v1.service.Introspection;
import vestibule.v1.service.ServiceCaller;
import vestibule.v1.session.OwnSessions;
import vestibule.v1.session.Proving;
import vestibule.v1.session.SigningIn;

/** Our own API as one surface: each noun mounts its paths. */
public final class V1 implements Surface {

  /** The name of the surface and of its door. */
  public static final String NAME = "v1";

  private final Entry entry;
  private final V1Caller caller;
  private final Once once;
  private final Proved proved;
  private final Registering registering;
  private final SigningIn signingIn;
  private final OwnSessions sessions;
  private final OwnAccount account;
  private final OwnAvatar avatar;
  private final Addresses addresses;
  private final Codes codes;
  private final ChallengePath challenge;
  private final Whoami whoami = new Whoami();
  private final OwnFactors factors;
  private final Proving proving;
  private final ForwardAuth forwardAuth = new ForwardAuth();
  private final ServiceCaller services;
  private final Introspection introspection;
  private final EventPaths events;

  /** What the API does. */
  public record V1UseCases(
      Registration registration,
      SigningIn.Core signIn,
      Sessions sessions,
      Mailboxes mailboxes,
      OwnAccount.Core account,
      Gate gate) {}

  /** What is done about addresses, and by what is mailed to them. */
  public record Mailboxes(
      Emails emails, Confirmations confirmations, Resets resets, Keeping keeping) {}

  /** What holds requests up: challenges, keys of requests, limits. */
  public record Gate(Challenges challenges, Repeats repeats, Limits limits) {}

  /**
   * Who comes in, and by what.
   *
   * @param device the name of the cookie that marks a device
   * @param open whether anybody comes in by this door; who came in by others is served anyhow
   * @param picture draws a text that applications for one-time codes read, as an SVG
   */
  public record Entry(
      Door door,
      String device,
      boolean open,
      Credentials credentials,
      UnaryOperator<String> picture) {}

  /**
   * What programs beside this server ask by.
   *
   * @param issuer of what is told of tokens
   * @param events what they are told of accounts
   */
  public record Neighbours(ServiceAccess access, String issuer, EventFeed events) {}

  /** The API over the account core. */
  public V1(
      V1UseCases core,
      Entry entry,
      SigningIn.Handing handing,
      Neighbours neighbours,
      InstantSource clock) {
    this.entry = entry;
    Visitors visitors = new Visitors(entry.door(), entry.device());
    Mailboxes mailboxes = core.mailboxes();
    this.caller = new V1Caller(entry.credentials(), core.signIn().signIn(), visitors);
    this.once = new Once(core.gate().repeats(), core.gate().limits(), visitors::client);
    SecondFactors second = core.signIn().factors();
    this.proved = new Proved(second.stepUp());
    this.factors = new OwnFactors(second, entry.picture(), visitors);
    this.proving = new Proving(core.signIn().passwords(), second.stepUp(), visitors);
    this.registering = new Registering(core.registration(), core.signIn().passwords(), visitors);
    this.signingIn = new SigningIn(core.signIn(), handing, entry.picture(), visitors, clock);
    this.sessions = new OwnSessions(core.sessions(), visitors);
    this.account = new OwnAccount(core.account(), visitors);
    this.avatar = new OwnAvatar(core.account().avatars(), visitors);
    this.addresses = new Addresses(mailboxes.emails(), core.account().accounts(), visitors);
    this.codes =
        new Codes(mailboxes.confirmations(), mailboxes.resets(), mailboxes.keeping(), visitors);
    this.challenge = new ChallengePath(core.gate().challenges());
    this.services = new ServiceCaller(neighbours.access(), visitors);
    this.introspection =
        new Introspection(entry.credentials().tokens(), neighbours.issuer(), visitors);
    this.events = new EventPaths(neighbours.events());
  }

  /** The way into the core that this API is. */
  public static Door door(Door.Links links) {
    return new Door(
        NAME,
        Language.ENGLISH,
        CodeRules.usual(new CodeFamily("V1")),
        PasswordStrength.VALIDATED,
        OptionalInt.empty(),
        links);
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
    if (entry.open()) {
      registering.mount(routes, once);
      signingIn.mount(routes, once);
      codes.mountRequests(routes, once);
    }
    codes.mount(routes, once);
    proving.mount(routes, caller, once);
    sessions.mount(routes, caller, once);
    account.mount(routes, caller, once, proved);
    avatar.mount(routes, caller, once);
    addresses.mount(routes, caller, once, proved);
    factors.mount(routes, caller, once, proved);
    challenge.mount(routes);
    whoami.mount(routes, caller);
    forwardAuth.mount(routes, caller);
    introspection.mount(routes, services);
    events.mount(routes, services);
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
