package vestibule.web.account;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import vestibule.core.address.Emails;
import vestibule.core.administration.Records;
import vestibule.core.avatar.Avatars;
import vestibule.core.departure.Departure;
import vestibule.core.model.Dossier;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.password.Passwords;
import vestibule.core.profile.Accounts;
import vestibule.core.profile.UserNames;
import vestibule.core.session.Sessions;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me}: everything that somebody does about their own account, each noun a class. */
public final class OwnPages {

  private final Sheets sheets;
  private final PageCaller caller;
  private final Behind behind;
  private final ProofPages proof;
  private final ProfilePages profile;
  private final PicturePages picture;
  private final AddressPages addresses;
  private final PasswordPages password;
  private final FactorPages factors;
  private final SessionPages sessions;
  private final DataPages data;

  /**
   * What the pages do.
   *
   * @param who looks accounts up and edits them
   * @param kept all that is kept of an account, and the form in which people download it
   */
  public record Core(
      Who who,
      Emails emails,
      Passwords passwords,
      Sessions sessions,
      AskedFactors factors,
      Kept kept) {}

  /** What the account says of its person. */
  public record Who(Accounts accounts, UserNames names, Portraits portraits) {}

  /**
   * Pictures of people.
   *
   * @param most bytes that one may have as it is sent
   * @param shown answers with one as {@code /v1} does
   */
  public record Portraits(Avatars avatars, int most, BiFunction<Avatar, Request, Response> shown) {

    int megabytes() {
      return most / (1024 * 1024);
    }
  }

  /**
   * What is kept, and its end.
   *
   * @param grace how long a deleted account is only shut
   * @param written the document that {@code /v1} hands out too
   */
  public record Kept(
      Records records, Departure departure, Duration grace, Function<Dossier, byte[]> written) {}

  OwnPages(Core core, Sheets sheets, PageCaller caller) {
    this.sheets = sheets;
    this.caller = caller;
    this.behind = new Behind(sheets, caller, core.factors().core().stepUp());
    this.proof = new ProofPages(core.passwords(), core.factors(), sheets, behind);
    this.profile = new ProfilePages(core.who(), sheets, behind);
    this.picture = new PicturePages(core.who().portraits(), profile, sheets, behind);
    this.addresses = new AddressPages(core.emails(), sheets, behind);
    this.password = new PasswordPages(core.passwords(), sheets, behind);
    this.factors = new FactorPages(core.factors(), sheets, behind);
    this.sessions = new SessionPages(core.sessions(), core.kept().records(), sheets, behind);
    this.data = new DataPages(core.kept(), sheets, behind);
  }

  void mount(Routes routes) {
    routes.guarded(caller::known).get(Ways.ME, this::show);
    proof.mount(routes);
    profile.mount(routes);
    picture.mount(routes);
    addresses.mount(routes);
    password.mount(routes);
    factors.mount(routes);
    sessions.mount(routes);
    data.mount(routes);
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, Draft.of("account/me", who).with("person", who.person()));
  }
}
