package vestibule.v1.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailedCode;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.avatar.Avatar;
import vestibule.v1.factor.FactorJson;
import vestibule.v1.form.Answers;

/** All that is kept of an account, but for hashes and secrets. */
public record ExportJson(
    AccountJson account,
    ProfileJson profile,
    List<ClaimJson> addresses,
    Optional<PasswordJson> password,
    List<FactorJson> factors,
    List<SignInJson> sessions,
    List<CodeJson> codes,
    List<MailJson> mails,
    List<EventJson> events,
    Optional<PictureJson> picture) {

  /** What the account says of its person and no other path shows. */
  record ProfileJson(
      Optional<String> description,
      @JsonProperty("background_color") Optional<String> backgroundColor,
      Optional<String> birthday,
      Optional<String> avatar) {}

  /** The picture of the person. */
  record PictureJson(@JsonProperty("media_type") String mediaType, String changed, String base64) {}

  /** How the account came to an address. */
  record ClaimJson(
      String id,
      String email,
      boolean verified,
      boolean primary,
      String door,
      String claimed,
      Optional<String> bounced) {}

  record PasswordJson(String kind, long version, String changed) {}

  record SignInJson(
      String id,
      String door,
      String browser,
      @JsonProperty("network_address") String networkAddress,
      String created,
      @JsonProperty("last_used") String lastUsed,
      String expires,
      Optional<String> ended,
      List<ProofJson> factors) {}

  record ProofJson(String name, String at) {}

  record CodeJson(
      String id, String purpose, String created, String expires, Optional<String> spent) {}

  record MailJson(
      String id,
      String purpose,
      String to,
      String language,
      String created,
      @JsonProperty("given_up") Optional<String> givenUp) {}

  record EventJson(
      String id,
      String at,
      String kind,
      String outcome,
      String actor,
      String door,
      @JsonProperty("network_address") String networkAddress,
      String browser,
      String detail) {}

  /** What is written of an account. */
  public static ExportJson of(Dossier dossier) {
    Person person = dossier.person();
    Account.Appearance appearance = person.account().profile().appearance();
    return new ExportJson(
        AccountJson.of(person),
        new ProfileJson(
            appearance.description(),
            appearance.backgroundColor(),
            appearance.birthday(),
            appearance.avatar()),
        person.emails().stream().map(email -> claim(person, email)).toList(),
        dossier
            .password()
            .map(one -> new PasswordJson(one.kind(), one.version(), Answers.time(one.changedAt()))),
        dossier.means().factors().stream().map(FactorJson::of).toList(),
        dossier.signIns().stream().map(ExportJson::signIn).toList(),
        dossier.codes().stream().map(ExportJson::code).toList(),
        dossier.mails().stream().map(ExportJson::mail).toList(),
        dossier.trail().stream().map(ExportJson::event).toList(),
        dossier.picture().map(ExportJson::picture));
  }

  private static PictureJson picture(Avatar avatar) {
    return new PictureJson(
        Avatar.MEDIA_TYPE,
        Answers.time(avatar.changedAt()),
        Base64.getEncoder().encodeToString(avatar.jpeg()));
  }

  private static ClaimJson claim(Person person, Email email) {
    return new ClaimJson(
        Answers.id(email.id()),
        email.address(),
        email.verified(),
        person.isPrimary(email),
        email.claim().door(),
        Answers.time(email.claim().at()),
        email.bouncedAt().map(Answers::time));
  }

  private static SignInJson signIn(Dossier.SignIn signIn) {
    Session session = signIn.session();
    Session.Life life = session.life();
    return new SignInJson(
        Answers.id(session.id()),
        session.door(),
        signIn.client().browser(),
        signIn.client().networkAddress(),
        Answers.time(life.created()),
        Answers.time(life.lastUsed()),
        Answers.time(life.expires()),
        life.ended().map(Answers::time),
        session.proofs().stream()
            .map(proof -> new ProofJson(proof.factor(), Answers.time(proof.at())))
            .toList());
  }

  private static CodeJson code(MailedCode code) {
    MailedCode.Life life = code.life();
    return new CodeJson(
        Answers.id(code.id()),
        small(code.intent().purpose()),
        Answers.time(life.created()),
        Answers.time(life.expires()),
        life.spent().map(Answers::time));
  }

  private static MailJson mail(Dossier.OwedMail owed) {
    Mail mail = owed.mail();
    return new MailJson(
        Answers.id(mail.id()),
        small(mail.purpose()),
        mail.recipient().address(),
        mail.recipient().language().tag(),
        Answers.time(mail.tries().created()),
        owed.diedAt().map(Answers::time));
  }

  private static EventJson event(AuditEvent event) {
    AuditEvent.Place place = event.place();
    return new EventJson(
        Answers.id(event.id()),
        Answers.time(event.at()),
        small(event.kind()),
        small(event.kind().outcome()),
        small(place.actor()),
        place.door(),
        place.networkAddress(),
        place.browser(),
        event.detail());
  }

  private static String small(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
