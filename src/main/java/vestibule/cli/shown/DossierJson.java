package vestibule.cli.shown;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.ops.AuditJson;

/** All that is kept of an account as a program reads it; no hash and no secret is among it. */
public final class DossierJson {

  private DossierJson() {}

  /** An account's own fields first, then what belongs to it. */
  public static Map<String, Object> of(Dossier dossier) {
    AccountJson account = AccountJson.of(dossier.person());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", account.id());
    all.put("status", account.status());
    all.put("username", account.username());
    all.put("name", account.name());
    all.put("created", account.created());
    all.put("profile", profile(dossier.person().account().profile()));
    all.put("emails", emails(dossier.person()));
    all.put("groups", account.groups());
    all.put("roles", account.roles());
    all.put("permissions", account.permissions());
    all.put("password", dossier.password().map(DossierJson::password));
    all.put("factors", dossier.means().factors().stream().map(DossierJson::factor).toList());
    all.put("recoveryCodesLeft", dossier.means().recoveryCodes());
    all.put("sessions", dossier.signIns().stream().map(SessionJson::of).toList());
    all.put("codes", dossier.codes().stream().map(DossierJson::code).toList());
    all.put("mails", dossier.mails().stream().map(DossierJson::mail).toList());
    all.put("audit", dossier.trail().stream().map(DossierJson::event).toList());
    return all;
  }

  /** A second factor as a program reads it. */
  public static Map<String, Object> factor(EnrolledFactor factor) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", factor.id());
    shown.put("kind", factor.kind().word());
    shown.put("name", factor.name());
    shown.put("created", factor.times().created());
    shown.put("used", factor.times().used());
    return shown;
  }

  private static Map<String, Object> profile(Account.Profile profile) {
    Map<String, Object> texts = new LinkedHashMap<>();
    texts.put("fullName", profile.names().full());
    texts.put("firstName", profile.names().first());
    texts.put("lastName", profile.names().last());
    texts.put("patronymic", profile.names().patronymic());
    texts.put("phone", profile.contact().phone());
    texts.put("contacts", profile.contact().contacts());
    texts.put("description", profile.appearance().description());
    texts.put("backgroundColor", profile.appearance().backgroundColor());
    texts.put("birthday", profile.appearance().birthday());
    texts.put("avatar", profile.appearance().avatar());
    return texts;
  }

  private static List<Map<String, Object>> emails(Person person) {
    return person.emails().stream().map(email -> email(person, email)).toList();
  }

  private static Map<String, Object> email(Person person, Email email) {
    Map<String, Object> address = new LinkedHashMap<>();
    address.put("id", email.id());
    address.put("email", email.address());
    address.put("verified", email.verified());
    address.put("primary", person.isPrimary(email));
    address.put("door", email.claim().door());
    address.put("claimed", email.claim().at());
    address.put("mailed", email.claim().mailedAt());
    address.put("bouncing", email.bouncedAt());
    return address;
  }

  private static PasswordJson password(Dossier.KeptPassword password) {
    return new PasswordJson(password.kind(), password.version(), password.changedAt());
  }

  private static CodeJson code(MailedCode code) {
    return new CodeJson(
        code.id(),
        small(code.intent().purpose()),
        code.email(),
        code.life().created(),
        code.life().expires(),
        code.life().spent());
  }

  private static Map<String, Object> mail(Dossier.OwedMail owed) {
    Mail mail = owed.mail();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", mail.id());
    fields.put("purpose", small(mail.purpose()));
    fields.put("to", mail.recipient().address());
    fields.put("language", mail.recipient().language().tag());
    fields.put("door", mail.door());
    fields.put("created", mail.tries().created());
    fields.put("failed", mail.tries().failed());
    fields.put("due", mail.tries().due());
    fields.put("givenUp", owed.diedAt());
    fields.put("reason", owed.reason());
    return fields;
  }

  /** A constant as it is printed, and as it may be typed. */
  public static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  public record PasswordJson(String kind, long version, Instant changed) {}

  public record CodeJson(
      long id,
      String purpose,
      long email,
      Instant created,
      Instant expires,
      Optional<Instant> spent) {}

  public record SessionJson(
      long id,
      String door,
      boolean remembered,
      LifeJson life,
      String browser,
      String networkAddress) {

    public static SessionJson of(Dossier.SignIn signIn) {
      Session session = signIn.session();
      return new SessionJson(
          session.id(),
          session.door(),
          session.terms().remembered(),
          LifeJson.of(session),
          signIn.client().browser(),
          signIn.client().networkAddress());
    }
  }

  /** When a session began, was last used, ends by itself and was ended, and what was proved. */
  public record LifeJson(
      Instant created,
      Instant lastUsed,
      Instant expires,
      Optional<Instant> ended,
      List<Session.Proof> proofs) {

    public static LifeJson of(Session session) {
      Session.Life life = session.life();
      return new LifeJson(
          life.created(), life.lastUsed(), life.expires(), life.ended(), session.proofs());
    }
  }

  /** As the stream for other programs has it too. */
  public static Map<String, Object> event(AuditEvent event) {
    return AuditJson.of(event);
  }
}
