package vestibule.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import vestibule.config.Config;
import vestibule.config.ContractsConfig;
import vestibule.config.CookiesConfig;
import vestibule.contracts.LinkPages;
import vestibule.contracts.PythonText;
import vestibule.contracts.chat.ChatContract;
import vestibule.contracts.django.DrfErrors;
import vestibule.contracts.envelope.EnvelopeHome;
import vestibule.contracts.envelope.EnvelopeWording;
import vestibule.contracts.flask.FlaskContract;
import vestibule.contracts.flask.FlaskWording;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.TokenCookies;
import vestibule.contracts.knowme.KnowMeContract;
import vestibule.contracts.personal.PersonalContract;
import vestibule.contracts.useraccount.UserAccountWording;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.http.Origins;
import vestibule.http.Surface;
import vestibule.web.Assets;
import vestibule.web.ConfirmationRequests;
import vestibule.web.DevMail;
import vestibule.web.Pages;

/** Which contracts a server has, a line each, and what other surfaces. */
public final class Wiring {

  private static final List<Contract> CONTRACTS =
      List.of(
          flask(new UserAccountWording()),
          flask(new EnvelopeWording()),
          new Contract(ChatContract.NAME, ChatContract::door, Wiring::chat),
          new Contract(KnowMeContract.NAME, KnowMeContract::door, Wiring::knowMe),
          new Contract(PersonalContract.NAME, PersonalContract::door, Wiring::personal));

  private Wiring() {}

  /**
   * A contract.
   *
   * @param name of its links in the settings
   * @param door makes of these links the way into the core that the contract is
   * @param surface makes its paths, of what this server has and of its door
   */
  private record Contract(
      String name, Function<Door.Links, Door> door, BiFunction<Parts, Door, Surface> surface) {

    Door door(Config config) {
      ContractsConfig.Links links = config.contracts().links().get(name);
      return door.apply(new Door.Links(links.confirm(), links.reset()));
    }

    Surface surface(Parts parts) {
      return surface.apply(parts, door(parts.config()));
    }
  }

  /** What a server has to make surfaces of. */
  record Parts(Config config, UseCases core, Tokens tokens, Pages pages) {

    static Parts of(Config config, UseCases core, Tokens tokens, Optional<DevMail> devMail) {
      Pages pages =
          new Pages(
              core.confirmations(),
              new Assets(),
              config.mail().serviceName(),
              devMail,
              KnowMeContract.CODES.family());
      return new Parts(config, core, tokens, pages);
    }

    LinkPages links() {
      return new LinkPages(
          pages::confirmed, pages::resetForm, pages::confirmGone, pages::resetGone, pages::later);
    }

    FlaskContract.FlaskUseCases flask() {
      return new FlaskContract.FlaskUseCases(
          core.registration(), core.signIn(), core.confirmations(), core.resets());
    }

    JwtExtended cookieTokens() {
      CookiesConfig settings = config.contracts().cookies();
      return new JwtExtended(
          tokens.renewable(),
          new TokenCookies(
              config.http().secureCookies(),
              settings.sameSite().map(CookiesConfig.SameSite::attribute),
              settings.domain(),
              config.http().publicUrl().getHost()),
          new Origins(config.http().publicUrl(), config.http().corsAllowedOrigins()));
    }
  }

  private static Contract flask(FlaskWording wording) {
    return new Contract(
        wording.name(),
        links -> FlaskContract.door(wording.name(), links),
        (parts, door) ->
            new FlaskContract(parts.flask(), door, parts.cookieTokens(), parts.links(), wording));
  }

  private static Surface chat(Parts parts, Door door) {
    UseCases core = parts.core();
    return new ChatContract(
        new ChatContract.ChatUseCases(
            core.registration(), core.signIn(), core.emails(), core.confirmations()),
        door,
        parts.tokens().pairs(),
        parts.links());
  }

  private static Surface knowMe(Parts parts, Door door) {
    UseCases core = parts.core();
    return new KnowMeContract(
        new KnowMeContract.KnowMeUseCases(
            core.registration(),
            core.signIn(),
            core.accounts(),
            core.emails(),
            core.confirmations(),
            core.passwords()),
        door,
        parts.tokens().opaque(),
        List.of(parts.tokens().renewable(), parts.tokens().pairs()),
        parts.config().http().publicUrl());
  }

  private static Surface personal(Parts parts, Door door) {
    UseCases core = parts.core();
    return new PersonalContract(
        core.registration(),
        core.signIn(),
        core.accounts(),
        door,
        parts.tokens().opaque(),
        parts.config().contracts().assetsUrl().toString());
  }

  private static EnvelopeHome home(Parts parts) {
    return switch (parts.config().contracts().home()) {
      case SERVICE -> new EnvelopeHome(parts.pages()::home);
      case DEVELOPER -> new EnvelopeHome(parts.pages()::doors);
    };
  }

  /** The doors of all contracts, with the links that the settings give them. */
  public static List<Door> doors(Config config) {
    return CONTRACTS.stream().map(contract -> contract.door(config)).toList();
  }

  /** An operator at document A's door, whose links the operator's mails carry. */
  public static Visit operatorVisit(Config config) {
    return new Visit(
        CONTRACTS.getFirst().door(config), new UserAgent("operator", "", Language.ENGLISH));
  }

  /** All surfaces on the port of the contracts. */
  static List<Surface> surfaces(Parts parts) {
    List<Surface> surfaces = new ArrayList<>();
    CONTRACTS.forEach(contract -> surfaces.add(contract.surface(parts)));
    surfaces.add(home(parts));
    surfaces.add(
        new ConfirmationRequests(
            parts.core().emails(),
            new Doors(doors(parts.config())),
            new ConfirmationRequests.BodyWords(DrfErrors::malformed, PythonText::type)));
    surfaces.add(parts.pages());
    return surfaces;
  }
}
