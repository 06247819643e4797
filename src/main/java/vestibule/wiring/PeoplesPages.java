package vestibule.wiring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vestibule.config.Config;
import vestibule.config.ContractsConfig.Links;
import vestibule.config.RegistrationConfig;
import vestibule.contracts.Visits;
import vestibule.core.model.Door;
import vestibule.http.Handler;
import vestibule.http.Surface;
import vestibule.http.body.Json;
import vestibule.v1.V1;
import vestibule.v1.account.ExportJson;
import vestibule.v1.account.OwnAvatar;
import vestibule.v1.factor.PasskeyJson;
import vestibule.web.OwnLinkPages;
import vestibule.web.account.AccountPages;
import vestibule.web.account.AskedFactors;
import vestibule.web.account.OwnPages;
import vestibule.web.account.SigningInPages;
import vestibule.web.admin.Console;
import vestibule.web.frame.FormProof;
import vestibule.web.frame.PageCookies;

/** The pages of people: by which door they come in, and what the pages are made of. */
final class PeoplesPages {

  private PeoplesPages() {}

  /** The pages, where there are some. */
  static Optional<AccountPages> of(Wiring.Parts parts) {
    return areIn(parts.config()) ? Optional.of(made(parts)) : Optional.empty();
  }

  private static boolean areIn(Config config) {
    return config.contracts().shown().pages() && Wiring.isOn(config, V1.NAME);
  }

  /** Where the links of a contract lead that are to open pages of ours. */
  static Links linkPaths(Door contract) {
    Door.Links paths = OwnLinkPages.paths(contract);
    return new Links(paths.confirm(), paths.reset());
  }

  /** What the links of our own mails do, which lead on to those of people. */
  static OwnLinkPages.Links links(
      Config config, UseCases core, Optional<OwnLinkPages.Again> again) {
    return new OwnLinkPages.Links(
        OwnApi.door(config),
        Wiring.doors(config),
        core.resets(),
        again,
        Optional.of(AccountPages.ONWARD).filter(_ -> areIn(config)));
  }

  /** All pages of people, where there are some. */
  static List<Surface> surfaces(Wiring.Parts parts) {
    return Stream.of(of(parts), console(parts)).<Surface>flatMap(Optional::stream).toList();
  }

  /** The pages of operators, where people have pages. */
  private static Optional<Console> console(Wiring.Parts parts) {
    UseCases core = parts.core();
    return of(parts)
        .map(
            _ ->
                new Console(
                    Operating.desk(parts.config(), core, parts.limiting()),
                    entry(parts),
                    core.signIn(),
                    core.secondFactors().stepUp(),
                    parts.pages().renderer(),
                    parts.config().accounts().factors().ofOperators()));
  }

  /** What a browser sees at the root. */
  static Handler home(Wiring.Parts parts) {
    return of(parts).<Handler>map(pages -> pages::home).orElse(parts.pages()::home);
  }

  private static AccountPages made(Wiring.Parts parts) {
    UseCases core = parts.core();
    return new AccountPages(
        new AccountPages.PageUseCases(
            new SigningInPages.Core(
                core.signIn(),
                factors(core),
                core.byMail(),
                core.sessions(),
                parts.tokens().rotating()::terms,
                parts.deviceCookie()::mark),
            core.registration(),
            core.resets(),
            own(parts)),
        entry(parts),
        parts.pages().renderer());
  }

  private static AskedFactors factors(UseCases core) {
    return new AskedFactors(
        core.secondFactors(),
        offer -> text(PasskeyJson.of(offer)),
        request -> text(PasskeyJson.of(request)));
  }

  private static String text(Object told) {
    return new String(Json.compact(told), StandardCharsets.UTF_8);
  }

  private static OwnPages.Core own(Wiring.Parts parts) {
    UseCases core = parts.core();
    return new OwnPages.Core(
        new OwnPages.Who(
            core.accounts(),
            core.userNames(),
            new OwnPages.Portraits(core.avatars(), OwnAvatar.MOST_BYTES, OwnAvatar::answer)),
        core.emails(),
        core.passwords(),
        core.sessions(),
        factors(core),
        new OwnPages.Kept(
            core.records(),
            core.ending().departure(),
            parts.config().accounts().life().deletion(),
            dossier -> Json.compact(ExportJson.of(dossier))));
  }

  private static AccountPages.Entry entry(Wiring.Parts parts) {
    Config config = parts.config();
    Door door = OwnApi.door(config);
    PageCookies cookies =
        new PageCookies(
            config.http().secureCookies(), config.contracts().sessions().own().absolute());
    return new AccountPages.Entry(
        door,
        Visits.DEVICE,
        parts.tokens().opaque().of(Set.of(door.name())),
        new FormProof(cookies, parts.origins(), parts.core().secrets()),
        registers(config.accounts().registration()));
  }

  private static boolean registers(RegistrationConfig config) {
    return switch (config.mode()) {
      case OPEN, DOMAINS -> true;
      case INVITATION, CLOSED -> false;
    };
  }
}
