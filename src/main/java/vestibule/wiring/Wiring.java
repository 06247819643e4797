package vestibule.wiring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.event.Level;
import vestibule.config.Config;
import vestibule.config.ContractsConfig.Declared;
import vestibule.config.ContractsConfig.Links;
import vestibule.config.CookiesConfig;
import vestibule.config.LogConfig;
import vestibule.config.SessionsConfig;
import vestibule.contracts.Contract;
import vestibule.contracts.LinkPages;
import vestibule.contracts.PythonText;
import vestibule.contracts.chat.ChatContract;
import vestibule.contracts.django.DrfErrors;
import vestibule.contracts.envelope.EnvelopeHome;
import vestibule.contracts.envelope.EnvelopeWording;
import vestibule.contracts.flask.DeviceCookie;
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
import vestibule.core.token.BearerReader;
import vestibule.http.Binding;
import vestibule.http.Origins;
import vestibule.http.Request;
import vestibule.http.Surface;
import vestibule.ops.LogStyle;
import vestibule.v1.JwkSet;
import vestibule.v1.TestPaths;
import vestibule.v1.V1;
import vestibule.v1.admin.Admin;
import vestibule.web.Assets;
import vestibule.web.ConfirmationRequests;
import vestibule.web.DevMail;
import vestibule.web.OwnLinkPages;
import vestibule.web.Pages;
import vestibule.web.Renderer;
import vestibule.web.docs.ApiDocs;

/** Which contracts a server has, a line each, and what other surfaces. */
public final class Wiring {

  private static final List<Wired> CONTRACTS =
      List.of(
          flask(
              "A",
              new UserAccountWording(),
              new Door.Links(
                  "/user_account/confirm_email/{token}",
                  Optional.of("/user_account/reset_password/{token}"))),
          flask(
              "B",
              new EnvelopeWording(),
              new Door.Links(
                  "/api/confirm_email/{token}", Optional.of("/api/reset_password/{token}"))),
          new Wired(
              "C",
              ChatContract::door,
              Wiring::chat,
              new Door.Links("/api/register/confirm/{token}/", Optional.empty())),
          new Wired(
              "D",
              KnowMeContract::door,
              Wiring::knowMe,
              new Door.Links("/confirm-email?key={token}", Optional.empty())),
          new Wired(
              "E",
              PersonalContract::door,
              Wiring::personal,
              new Door.Links("/user_account/confirm_email/{token}", Optional.empty())));

  private Wiring() {}

  /**
   * A contract.
   *
   * @param letter of its document
   * @param door makes of links the way into the core that the contract is
   * @param surface makes its paths, of what this server has and of its door
   * @param paths where its links lead by default, behind the public URL
   */
  private record Wired(
      String letter,
      Function<Door.Links, Door> door,
      BiFunction<Parts, Door, Contract> surface,
      Door.Links paths) {

    /** What its settings are made of. */
    Declared declared() {
      Door usual = door.apply(paths);
      return new Declared(
          usual.name(),
          letter,
          usual.keyLength().isPresent(),
          new Links(paths.confirm(), paths.reset()),
          PeoplesPages.linkPaths(usual));
    }

    Door door(Config config) {
      Links links = config.contracts().links().get(declared().name());
      return door.apply(new Door.Links(links.confirm(), links.reset()));
    }

    Surface surface(Parts parts) {
      Contract contract = surface.apply(parts, door(parts.config()));
      return isOn(parts.config(), contract.name())
          ? contract
          : new ShutDoor(contract, request -> contract.isLinkPath(request.template()));
    }
  }

  /** What a server has to make surfaces of. */
  record Parts(Config config, UseCases core, Tokens tokens, Pages pages, Limiting limiting) {

    static Parts of(
        Config config, Foundation foundation, Tokens tokens, Optional<DevMail> devMail) {
      UseCases core = foundation.core();
      Pages pages =
          new Pages(
              new Pages.MailLinks(
                  core.confirmations(),
                  core.alarms(),
                  core.ending().keeping(),
                  KnowMeContract.CODES.family(),
                  operatorVisit(config).door(),
                  PeoplesPages.links(config, core, again(config))),
              new Renderer(new Assets(), Mailing.Theming.of(config).pages()),
              devMail);
      return new Parts(config, core, tokens, pages, foundation.limiting());
    }

    DeviceCookie deviceCookie() {
      return new DeviceCookie(
          Optional.of(limiting.devices()).filter(_ -> config.accounts().limits()),
          config.http().secureCookies());
    }

    /** Where the page of a dead link of our own asks for a new mail. */
    private static Optional<OwnLinkPages.Again> again(Config config) {
      return isOn(config, V1.NAME)
          ? Optional.of(new OwnLinkPages.Again("/v1/resets", "login"))
          : resetPrefix(config)
              .map(
                  prefix -> new OwnLinkPages.Again(prefix + "/reset_password_request", "username"));
    }

    boolean rotatesRefresh() {
      return config.contracts().sessions().chat().rotation() == SessionsConfig.Rotation.ON;
    }

    /** The pages of a contract's links, which are there where it is switched off too. */
    LinkPages links(String contract) {
      LinkPages.Ended resetGone =
          isOn(config, contract)
              ? pages::resetGone
              : (status, request) -> pages.resetGone(status, request, resetPrefix(config));
      return new LinkPages(
          pages::confirmed, pages::resetForm, pages::confirmGone, resetGone, pages::later);
    }

    /** The paths of a contract that mails links to new passwords. */
    private static Optional<String> resetPrefix(Config config) {
      return Stream.of(new UserAccountWording(), new EnvelopeWording())
          .filter(wording -> isOn(config, wording.name()))
          .map(wording -> wording.prefixes().getFirst())
          .findFirst();
    }

    FlaskContract.FlaskUseCases flask() {
      return new FlaskContract.FlaskUseCases(
          core.registration(), core.signIn(), core.confirmations(), core.resets());
    }

    JwtExtended cookieTokens(Door door) {
      return new JwtExtended(tokens.renewable(), cookies(), origins(), door);
    }

    TokenCookies cookies() {
      CookiesConfig settings = config.contracts().cookies();
      return new TokenCookies(
          config.http().secureCookies(),
          settings.sameSite().map(CookiesConfig.SameSite::attribute),
          settings.domain(),
          config.http().publicUrl().getHost());
    }

    Origins origins() {
      return new Origins(config.http().publicUrl(), config.http().corsAllowedOrigins());
    }
  }

  private static Wired flask(String letter, FlaskWording wording, Door.Links paths) {
    return new Wired(
        letter,
        links -> FlaskContract.door(wording.name(), links),
        (parts, door) ->
            new FlaskContract(
                parts.flask(),
                door,
                parts.cookieTokens(door),
                parts.deviceCookie(),
                parts.links(wording.name()),
                wording),
        paths);
  }

  private static Contract chat(Parts parts, Door door) {
    UseCases core = parts.core();
    return new ChatContract(
        new ChatContract.ChatUseCases(
            core.registration(),
            core.signIn(),
            core.emails(),
            core.confirmations(),
            Optional.of(core.rotation()).filter(_ -> parts.rotatesRefresh())),
        door,
        parts.tokens().pairs(),
        parts.links(ChatContract.NAME));
  }

  private static Contract knowMe(Parts parts, Door door) {
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
        bearers(parts),
        parts.config().http().publicUrl());
  }

  /** The tokens that document D takes beside its own keys: those of doors that are switched on. */
  private static List<BearerReader> bearers(Parts parts) {
    Config config = parts.config();
    List<BearerReader> bearers = new ArrayList<>();
    if (isOn(config, UserAccountWording.NAME) || isOn(config, EnvelopeWording.NAME)) {
      bearers.add(parts.tokens().renewable());
    }
    if (isOn(config, ChatContract.NAME)) {
      bearers.add(parts.tokens().pairs());
    }
    return bearers;
  }

  private static Contract personal(Parts parts, Door door) {
    UseCases core = parts.core();
    return new PersonalContract(
        core.registration(),
        core.signIn(),
        core.accounts(),
        door,
        parts.tokens().opaque(),
        parts.config().contracts().assetsUrl().toString());
  }

  private static Surface home(Parts parts) {
    EnvelopeHome home =
        switch (parts.config().contracts().shown().home()) {
          case SERVICE -> new EnvelopeHome(PeoplesPages.home(parts));
          case DEVELOPER ->
              new EnvelopeHome(request -> parts.pages().doors(request, doorsThatAreOn(parts)));
        };
    return isOn(parts.config(), EnvelopeWording.NAME)
        ? home
        : new ShutDoor(home, Request::prefersHtml);
  }

  /**
   * The documents of what a server serves.
   *
   * @param testMode whether the paths of the test mode are among that
   */
  static Surface apiDocs(Parts parts, boolean testMode) {
    List<String> documents = new ArrayList<>(doorsThatAreOn(parts));
    // Where its door is shut, it still serves those who came in by others.
    documents.remove(V1.NAME);
    documents.add(V1.NAME);
    documents.add(Admin.NAME);
    if (testMode) {
      documents.add(TestPaths.NAME);
    }
    return new ApiDocs(documents, parts.pages().renderer());
  }

  private static List<String> doorsThatAreOn(Parts parts) {
    return declared().stream()
        .map(Declared::name)
        .filter(name -> isOn(parts.config(), name))
        .toList();
  }

  static boolean isOn(Config config, String door) {
    return config.contracts().doors().contains(door);
  }

  /**
   * Reads the settings of the program with all its contracts.
   *
   * @throws Config.Invalid when any setting is wrong, unknown or given twice
   */
  public static Config config(Map<String, String> environment, Path workingFolder)
      throws Config.Invalid {
    return Config.read(environment, workingFolder, declared());
  }

  /**
   * The same for a server that is about to listen: a free port is found before anything is made of
   * it, as links in mails, tokens and the origin of its own pages name it.
   *
   * @throws vestibule.http.UnboundException when there is none
   */
  public static Config servedConfig(Map<String, String> environment, Path workingFolder)
      throws Config.Invalid {
    Config config = config(environment, workingFolder);
    if (config.http().port() != 0) {
      return config;
    }
    Map<String, String> settings = new HashMap<>(environment);
    int found = Binding.requireFree(config.http().host(), 0);
    settings.put("VESTIBULE_HTTP_PORT", Integer.toString(found));
    return config(settings, workingFolder);
  }

  /** How the settings want the log. */
  public static LogStyle logStyle(Config config) {
    LogConfig log = config.log();
    Level least =
        switch (log.level()) {
          case DEBUG -> Level.DEBUG;
          case INFO -> Level.INFO;
          case WARN -> Level.WARN;
          case ERROR -> Level.ERROR;
        };
    return new LogStyle(log.format() == LogConfig.Format.JSON, least);
  }

  public static String reference() {
    return Config.reference(declared());
  }

  private static List<Declared> declared() {
    return Stream.concat(CONTRACTS.stream().map(Wired::declared), Stream.of(OwnApi.declared()))
        .toList();
  }

  /** The doors of all contracts and our own, with the links that the settings give them. */
  public static List<Door> doors(Config config) {
    return Stream.concat(
            CONTRACTS.stream().map(contract -> contract.door(config)),
            Stream.of(OwnApi.door(config)))
        .toList();
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
    surfaces.add(OwnApi.of(parts));
    surfaces.add(OwnApi.admin(parts));
    surfaces.add(new JwkSet(parts.tokens().published()));
    surfaces.add(parts.pages());
    surfaces.addAll(PeoplesPages.surfaces(parts));
    return surfaces;
  }
}
