package vestibule.wiring;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import vestibule.config.Config;
import vestibule.config.ContractsConfig;
import vestibule.config.CookiesConfig;
import vestibule.config.HttpConfig;
import vestibule.config.SessionsConfig;
import vestibule.contracts.AccountCore;
import vestibule.contracts.LinkPages;
import vestibule.contracts.chat.ChatContract;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.envelope.EnvelopeContract;
import vestibule.contracts.envelope.EnvelopeHome;
import vestibule.contracts.flask.JwtExtended;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.contracts.flask.TokenCookies;
import vestibule.contracts.knowme.KnowMeContract;
import vestibule.contracts.personal.PersonalContract;
import vestibule.contracts.useraccount.UserAccountContract;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Language;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.secret.Digests;
import vestibule.core.secret.SigningKeys;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenPairs;
import vestibule.crypto.Jwt;
import vestibule.http.Origins;
import vestibule.http.Surface;
import vestibule.web.Assets;
import vestibule.web.ConfirmationRequests;
import vestibule.web.Pages;

/** Which surfaces a server has, a line a contract, and which doors they are. */
public final class Wiring {

  private static final String USER_ACCOUNT_KEY = "signing-key/useraccount";
  private static final String CHAT_KEY = "signing-key/chat";

  private Wiring() {}

  /** The doors of all contracts, with the links that the settings give them. */
  public static List<Door> doors(Config config) {
    return List.of(
        UserAccountContract.door(links(config, "useraccount")),
        EnvelopeContract.door(links(config, "envelope")),
        ChatContract.door(links(config, "chat")),
        KnowMeContract.door(links(config, "knowme")),
        PersonalContract.door(links(config, "personal")));
  }

  /** An operator at document A's door, whose links the operator's mails carry. */
  public static Visit operatorVisit(Config config) {
    return new Visit(
        UserAccountContract.door(links(config, "useraccount")),
        new UserAgent("operator", "", Language.ENGLISH));
  }

  /** All surfaces on the port of the contracts. */
  static List<Surface> surfaces(
      Config config, Foundation foundation, Mailing mailing, Foundation.Surroundings outside) {
    AccountCore core = foundation.core();
    List<Door> doors = doors(config);
    InstantSource clock = outside.clock();

    SessionsConfig lives = config.contracts().sessions();
    RenewableTokens.Times times =
        new RenewableTokens.Times(
            lives.userAccount().token(),
            lives.userAccount().renewal(),
            lives.userAccount().remembered());
    RenewableTokens renewable = renewable(foundation, times, clock, outside.random());
    TokenPairs pairs =
        pairs(
            foundation,
            new TokenPairs.Lives(lives.chat().access(), lives.chat().refresh()),
            clock,
            outside.random());
    OpaqueTokens keys =
        new OpaqueTokens(
            foundation.base().transactions(), foundation.base().judge(), lives.idle(), clock);
    JwtExtended cookieTokens =
        new JwtExtended(renewable, times, cookies(config), origins(config.http()));
    Pages pages =
        new Pages(
            core.confirmations(),
            new Assets(),
            config.mail().serviceName(),
            mailing.devMail(),
            KnowMeContract.CODES.family());
    LinkPages links =
        new LinkPages(
            pages::confirmed, pages::resetForm, pages::confirmGone, pages::resetGone, pages::later);

    return List.of(
        new UserAccountContract(core, foundation.resets(), doors.get(0), cookieTokens, links),
        new EnvelopeContract(core, foundation.resets(), doors.get(1), cookieTokens, links),
        home(config, pages),
        new ChatContract(core, doors.get(2), pairs, links),
        new KnowMeContract(
            core, doors.get(3), keys, List.of(renewable, pairs), config.http().publicUrl()),
        new PersonalContract(core, keys, doors.get(4), config.contracts().assetsUrl().toString()),
        new ConfirmationRequests(core.emails(), new Doors(doors)),
        pages);
  }

  private static TokenCookies cookies(Config config) {
    CookiesConfig settings = config.contracts().cookies();
    return new TokenCookies(
        config.http().secureCookies(),
        settings.sameSite().map(CookiesConfig.SameSite::attribute),
        settings.domain(),
        config.http().publicUrl().getHost());
  }

  private static Origins origins(HttpConfig http) {
    return new Origins(http.publicUrl(), http.corsAllowedOrigins());
  }

  private static EnvelopeHome home(Config config, Pages pages) {
    return switch (config.contracts().home()) {
      case SERVICE -> new EnvelopeHome(pages::home);
      case DEVELOPER -> new EnvelopeHome(pages::doors);
    };
  }

  private static RenewableTokens renewable(
      Foundation foundation,
      RenewableTokens.Times times,
      InstantSource clock,
      RandomGenerator random) {
    SigningKeys keys = foundation.base().keys();
    byte[] key = keys.key(USER_ACCOUNT_KEY);
    SignedTokens tokens =
        new SignedTokens(
            new Jwt(key), new JwtExtendedFormat(), foundation.base().judge(), clock, random);
    return new RenewableTokens(tokens, Digests.hmacSha256(key, "csrf"), times, clock);
  }

  private static TokenPairs pairs(
      Foundation foundation, TokenPairs.Lives lives, InstantSource clock, RandomGenerator random) {
    SigningKeys keys = foundation.base().keys();
    SignedTokens tokens =
        new SignedTokens(
            new Jwt(keys.key(CHAT_KEY)),
            new ChatTokenFormat(),
            foundation.base().judge(),
            clock,
            random);
    return new TokenPairs(tokens, lives, clock);
  }

  private static Door.Links links(Config config, String door) {
    ContractsConfig.Links links = config.contracts().links().get(door);
    return new Door.Links(links.confirm(), links.reset());
  }
}
