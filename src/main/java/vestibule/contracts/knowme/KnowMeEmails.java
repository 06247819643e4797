package vestibule.contracts.knowme;

import java.net.URI;
import java.util.Optional;
import vestibule.contracts.RejectedException;
import vestibule.contracts.Visits;
import vestibule.contracts.django.DrfFields;
import vestibule.contracts.django.DrfFields.Rule;
import vestibule.contracts.django.DrfFields.Text;
import vestibule.core.address.Emails;
import vestibule.core.model.Door;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Visit;
import vestibule.core.profile.Accounts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.token.TokenOutcome.Accepted;
import vestibule.http.GuardedHandler;
import vestibule.http.Request;
import vestibule.http.Request.Method;
import vestibule.http.Response;
import vestibule.http.RouteGroup;

/** The chapter "Email Management" of document D: the caller's own addresses and no others. */
record KnowMeEmails(Emails emails, Accounts accounts, Door door, URI publicUrl) {

  private static final String LIST = "/account/emails";
  private static final String ONE = LIST + "/{id:digits}";
  private static final String EMAIL = "email";
  private static final String PRIMARY = "primary";
  private static final Rule ADDRESS = Rule.EMAIL.atMost(KnowMeContract.LONGEST);

  void mount(RouteGroup<GuardedHandler<Accepted>> known) {
    known.get(LIST, (_, holder) -> KnowMeJson.emails(holder.person()));
    known.post(LIST, this::add);
    known.get(ONE, this::show);
    known.put(ONE, this::change);
    known.patch(ONE, this::change);
    known.delete(ONE, this::remove);
  }

  private Response add(Request request, Accepted known) {
    Person person = known.person();
    DrfFields fields = DrfFields.of(request);
    Optional<Text> address = fields.text(EMAIL, ADDRESS);
    address
        .filter(text -> isTaken(person, text.value(), Visits.of(request, door)))
        .ifPresent(_ -> fields.fail(EMAIL, KnowMeErrors.ADDRESS_EXISTS));
    fields
        .truth(PRIMARY)
        .filter(Boolean::booleanValue)
        .ifPresent(_ -> fields.fail(PRIMARY, KnowMeErrors.PRIMARY_AT_CREATION));
    fields.requireValid();
    Email email =
        emails.add(known.session(), address.orElseThrow().value(), Visits.of(request, door));
    return shown(201, now(person), email).with("Location", url(email).toString());
  }

  private Response show(Request request, Accepted known) {
    return shown(200, known.person(), own(known.person(), request));
  }

  /** PUT wants the address, which PATCH may leave out; neither can change it. */
  private Response change(Request request, Accepted known) {
    Person person = known.person();
    Email email = own(person, request);
    DrfFields fields = DrfFields.of(request);
    fields
        .text(EMAIL, request.method() == Method.PUT ? ADDRESS : ADDRESS.optional())
        .filter(text -> !LoginKey.of(text.value()).equals(email.key()))
        .ifPresent(_ -> fields.fail(EMAIL, KnowMeErrors.ADDRESS_FIXED));
    boolean preferred = fields.truth(PRIMARY).orElse(false);
    if (preferred && !email.verified()) {
      fields.fail(PRIMARY, KnowMeErrors.PRIMARY_UNVERIFIED);
    }
    fields.requireValid();
    if (!preferred) {
      return shown(200, person, email);
    }
    emails.prefer(known.session(), email.id(), Visits.of(request, door));
    return shown(200, now(person), email);
  }

  private Response remove(Request request, Accepted known) {
    Email email = own(known.person(), request);
    emails.remove(known.session(), email.id(), Visits.of(request, door));
    return Response.empty(204);
  }

  private Person now(Person before) {
    return accounts
        .person(before.id())
        .orElseThrow(() -> new RefusedException(new Refusal.AccountUnknown()));
  }

  private boolean isTaken(Person person, String address, Visit visit) {
    LoginKey key = LoginKey.of(address);
    return person.emails().stream().anyMatch(email -> email.key().equals(key))
        || emails.isTaken(address, visit.client());
  }

  /** An id beyond all numbers is as unknown as any other. */
  private static Email own(Person person, Request request) {
    try {
      return person
          .email(Long.parseLong(request.pathValue("id")))
          .orElseThrow(() -> new RejectedException(KnowMeErrors.NOT_FOUND));
    } catch (NumberFormatException tooLong) {
      throw new RejectedException(KnowMeErrors.NOT_FOUND);
    }
  }

  private Response shown(int status, Person person, Email email) {
    return KnowMeJson.email(status, email, person.isPrimary(email), url(email));
  }

  private URI url(Email email) {
    return publicUrl.resolve(LIST + "/" + email.id() + "/");
  }
}
