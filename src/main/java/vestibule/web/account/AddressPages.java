package vestibule.web.account;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.address.Emails;
import vestibule.core.model.Email;
import vestibule.core.model.Language;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.web.Words;
import vestibule.web.frame.Behind;
import vestibule.web.frame.PageCaller;
import vestibule.web.frame.Posted;
import vestibule.web.frame.Remarks;
import vestibule.web.frame.Resident;
import vestibule.web.frame.Sheets;
import vestibule.web.frame.Sheets.Draft;
import vestibule.web.frame.Ways;

/** {@code /me/addresses}: the own addresses. */
final class AddressPages {

  private static final String ONE = Ways.ADDRESSES + "/{id:digits}";

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Emails emails;
  private final Sheets sheets;
  private final Behind behind;

  AddressPages(Emails emails, Sheets sheets, Behind behind) {
    this.emails = emails;
    this.sheets = sheets;
    this.behind = behind;
  }

  void mount(Routes routes) {
    PageCaller caller = behind.caller();
    routes.guarded(caller::known).get(Ways.ADDRESSES, this::show);
    routes.guarded(caller::known).post(Ways.ADDRESSES, behind.proved(Ways.ADDRESSES, this::add));
    routes
        .guarded(caller::known)
        .post(ONE + "/primary", behind.proved(Ways.ADDRESSES, this::prefer));
    routes
        .guarded(caller::known)
        .post(ONE + "/removal", behind.proved(Ways.ADDRESSES, this::remove));
    routes.guarded(caller::known).post(ONE + "/mail", behind.form(this::mailAgain));
  }

  private Response show(Request request, Resident who) {
    return sheets.show(request, draft(who));
  }

  private static Draft draft(Resident who) {
    List<Email> sorted =
        who.person().emails().stream().sorted(Comparator.comparingLong(Email::id)).toList();
    return Draft.of("account/addresses", who).with("person", who.person()).with("emails", sorted);
  }

  private Response add(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          emails.add(who.session(), posted.text(Remarks.EMAIL), behind.visit(request));
          return Ways.to(Ways.ADDRESSES, "address-added");
        });
  }

  private Response prefer(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          emails.prefer(who.session(), id(request), behind.visit(request));
          return Ways.to(Ways.ADDRESSES, "address-preferred");
        });
  }

  private Response remove(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          emails.remove(who.session(), id(request), behind.visit(request));
          return Ways.to(Ways.ADDRESSES, "address-removed");
        });
  }

  /** Asks as anybody may ask, so that it tells nothing of another owner of the address. */
  private Response mailAgain(Request request, Resident who, Posted posted) {
    return sheets.act(
        request,
        posted,
        () -> draft(who),
        () -> {
          Email email = who.person().email(id(request)).orElseThrow(AddressPages::unknown);
          Optional<Language> language = Optional.of(Words.language(request));
          emails.resend(
              email.address(),
              behind.visit(request).client(),
              language,
              _ -> Words.language(request));
          return Ways.to(Ways.ADDRESSES, "address-mailed");
        });
  }

  private static long id(Request request) {
    String id = request.pathValue("id");
    if (!NUMBER.matcher(id).matches()) {
      throw unknown();
    }
    return Long.parseLong(id);
  }

  private static RefusedException unknown() {
    return new RefusedException(new Refusal.AddressUnknown());
  }
}
