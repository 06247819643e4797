package vestibule.v1.account;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import vestibule.core.address.Emails;
import vestibule.core.model.Address;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.profile.Accounts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.v1.account.AccountJson.AddressJson;
import vestibule.v1.caller.Proved;
import vestibule.v1.caller.V1Caller;
import vestibule.v1.caller.V1Caller.Known;
import vestibule.v1.caller.Visitors;
import vestibule.v1.form.Answers;
import vestibule.v1.form.Form;
import vestibule.v1.form.Keyset;
import vestibule.v1.form.Once;

/**
 * {@code /v1/account/addresses}: the caller's own addresses. Whatever is told to all of them when
 * it happens is done only by who has just proved who they are.
 */
public final class Addresses {

  private static final String ALL = OwnAccount.OWN + "/addresses";
  private static final String ONE = ALL + "/{id:digits}";
  private static final String PRIMARY = ONE + "/primary";
  private static final String EMAIL = "email";

  /** Ids stay below 2^53, so a longer number is nobody's. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Emails emails;
  private final Accounts accounts;
  private final Visitors visitors;

  public Addresses(Emails emails, Accounts accounts, Visitors visitors) {
    this.emails = emails;
    this.accounts = accounts;
    this.visitors = visitors;
  }

  /** Declares its paths. */
  public void mount(Routes routes, V1Caller caller, Once once, Proved proved) {
    routes.guarded(caller::known).get(ALL, this::list);
    routes.guarded(caller::changing).post(ALL, once.by(Known::name, proved.by(this::add)));
    routes.guarded(caller::changing).post(PRIMARY, once.by(Known::name, proved.by(this::prefer)));
    routes.guarded(caller::changing).delete(ONE, once.by(Known::name, proved.by(this::remove)));
  }

  private Response list(Request request, Known known) {
    Keyset wanted = Keyset.of(request);
    Person person = known.token().person();
    List<Email> found =
        person.emails().stream()
            .sorted(Comparator.comparingLong(Email::id))
            .filter(email -> email.id() > wanted.after().orElse(0))
            .limit(wanted.sought())
            .toList();
    return wanted.page(ALL, found, Email::id, email -> AddressJson.of(person, email));
  }

  private Response add(Request request, Known known) {
    Form form = Form.of(request);
    String address = form.text(EMAIL);
    if (form.isGood(EMAIL)) {
      form.check(() -> Address.of(address));
    }
    form.requireValid();
    Email added = emails.add(known.session(), address, visitors.of(request));
    return Answers.json(201, AddressJson.of(now(known), added))
        .with("Location", ALL + "/" + added.id());
  }

  private Response prefer(Request request, Known known) {
    long id = id(request);
    emails.prefer(known.session(), id, visitors.of(request));
    Person person = now(known);
    return Answers.json(
        200, AddressJson.of(person, person.email(id).orElseThrow(Addresses::unknown)));
  }

  private Response remove(Request request, Known known) {
    emails.remove(known.session(), id(request), visitors.of(request));
    return Answers.done();
  }

  private Person now(Known known) {
    return accounts
        .person(known.session().account())
        .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
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
