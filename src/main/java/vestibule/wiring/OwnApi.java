package vestibule.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vestibule.config.Config;
import vestibule.config.ContractsConfig.Declared;
import vestibule.config.ContractsConfig.Links;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.TokenCookies;
import vestibule.core.model.Door;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.session.RefreshRotation;
import vestibule.core.token.BearerReader;
import vestibule.core.token.TokenOutcome;
import vestibule.v1.V1;
import vestibule.v1.account.OwnAccount;
import vestibule.v1.admin.Admin;
import vestibule.v1.admin.AdminUseCases;
import vestibule.v1.caller.Credentials;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.TokenCaller;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Once;
import vestibule.v1.session.OwnCookie;
import vestibule.v1.session.SigningIn;
import vestibule.web.QrPicture;

/** Our own API: which credentials of which doors it takes, and what it is made of. */
final class OwnApi {

  private static final Links PATHS =
      new Links("/v1/confirm/{token}", Optional.of("/v1/reset/{token}"));

  private OwnApi() {}

  /** What its settings are made of. */
  static Declared declared() {
    return new Declared(V1.NAME, "`/v1`", false, PATHS, PATHS);
  }

  /** Its way into the core. */
  static Door door(Config config) {
    Links links = config.contracts().links().get(V1.NAME);
    return V1.door(new Door.Links(links.confirm(), links.reset()));
  }

  static V1 of(Wiring.Parts parts) {
    UseCases core = parts.core();
    Tokens tokens = parts.tokens();
    Door door = door(parts.config());
    SigningIn.Handing handing =
        new SigningIn.Handing(
            tokens.rotating(),
            new OwnCookie(parts.config().contracts().sessions().own().absolute()),
            parts.origins(),
            parts.deviceCookie()::mark);
    return new V1(
        new V1.V1UseCases(
            core.registration(),
            new SigningIn.Core(
                core.signIn(),
                core.byMail(),
                core.secondFactors(),
                core.rotation(),
                core.passwords()),
            core.sessions(),
            new V1.Mailboxes(
                core.emails(), core.confirmations(), core.resets(), core.ending().keeping()),
            new OwnAccount.Core(
                core.accounts(),
                core.userNames(),
                core.avatars(),
                core.passwords(),
                core.records(),
                core.ending().departure()),
            new V1.Gate(core.challenges(), core.repeats(), parts.limiting().limits())),
        new V1.Entry(
            door,
            Visits.DEVICE,
            Wiring.isOn(parts.config(), V1.NAME),
            credentials(parts, door),
            QrPicture::svg),
        handing,
        new V1.Neighbours(
            core.serviceAccess(),
            parts.config().http().publicUrl().toString(),
            core.events().feed()),
        core.changes()::now);
  }

  /** What operators do over the network. */
  static Admin admin(Wiring.Parts parts) {
    UseCases core = parts.core();
    Door door = door(parts.config());
    Visitors visitors = new Visitors(door, Visits.DEVICE);
    return new Admin(
        new AdminUseCases(Operating.desk(parts.config(), core, parts.limiting())),
        new V1Caller(credentials(parts, door), core.signIn(), visitors),
        new Proved(core.secondFactors().stepUp()),
        new Once(core.repeats(), parts.limiting().limits(), visitors::client),
        parts.config().accounts().factors().ofOperators());
  }

  /**
   * What people show at any door: JWTs of all keys, the keys of each door, and the cookies that
   * doors set.
   */
  private static Credentials credentials(Wiring.Parts parts, Door own) {
    Tokens tokens = parts.tokens();
    List<BearerReader> readers =
        new ArrayList<>(List.of(tokens.rotating(), tokens.renewable(), tokens.pairs()));
    readers.add(
        tokens
            .opaque()
            .of(
                Wiring.doors(parts.config()).stream()
                    .filter(door -> door.keyLength().isPresent())
                    .map(Door::name)
                    .collect(Collectors.toSet())));
    BearerReader ownCookies = tokens.opaque().of(Set.of(own.name()));
    return new Credentials(
        new TokenCaller(readers, List.of(ownCookies), refreshing(parts)),
        List.of(
            new Credentials.Cookie(OwnCookie.NAME, ownCookies, Optional.empty(), OwnCookie::clear),
            new Credentials.Cookie(
                TokenCookies.ACCESS,
                tokens.renewable(),
                Optional.of(tokens.renewable()::csrf),
                parts.cookies()::clear)),
        parts.origins());
  }

  /** Of tokens that work once, one that has is worth nothing. */
  private static List<Function<String, TokenOutcome>> refreshing(Wiring.Parts parts) {
    Tokens tokens = parts.tokens();
    RefreshRotation rotation = parts.core().rotation();
    return List.of(
        token -> unspent(rotation, tokens.rotating().readRefresh(token)),
        parts.rotatesRefresh()
            ? token -> unspent(rotation, tokens.pairs().readRefresh(token))
            : tokens.pairs()::readRefresh);
  }

  private static TokenOutcome unspent(RefreshRotation rotation, TokenOutcome worth) {
    return switch (worth) {
      case TokenOutcome.Accepted token when rotation.isSpent(token.session(), token.mark()) ->
          new TokenOutcome.Refused(new TokenRefusal.Ended());
      case TokenOutcome.Accepted _, TokenOutcome.Refused _ -> worth;
    };
  }
}
