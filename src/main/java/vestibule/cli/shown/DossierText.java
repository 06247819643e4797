package vestibule.cli.shown;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Email;
import vestibule.core.model.MailedCode;
import vestibule.core.model.factor.EnrolledFactor;

/** All that is kept of an account, for people; no hash and no secret is among it. */
public final class DossierText {

  private DossierText() {}

  public static String of(Dossier dossier, Instant now) {
    StringBuilder text = new StringBuilder(AccountJson.text(dossier.person()));
    profile(text, dossier.person().account().profile());
    for (Email email : dossier.person().emails()) {
      line(
          text,
          "claim",
          email.address()
              + " at door "
              + email.claim().door()
              + " at "
              + email.claim().at()
              + email.claim().mailedAt().map(at -> ", mailed again at " + at).orElse(""));
    }
    line(text, "password", dossier.password().map(DossierText::password).orElse("none chosen yet"));
    dossier.means().factors().forEach(factor -> line(text, "factor", factor(factor)));
    dossier.signIns().forEach(signIn -> line(text, "session", session(signIn, now)));
    dossier.codes().forEach(code -> line(text, "code", code(code, now)));
    dossier.mails().forEach(mail -> line(text, "mail", mail(mail)));
    dossier.trail().forEach(event -> line(text, "audit", event(event)));
    return text.toString();
  }

  /** A second factor in a line. */
  public static String factor(EnrolledFactor factor) {
    return factor.id()
        + " "
        + factor.kind().word()
        + (factor.name().isEmpty() ? "" : " \"" + factor.name() + "\"")
        + ", added at "
        + factor.times().created()
        + factor.times().used().map(at -> ", used at " + at).orElse("");
  }

  private static void profile(StringBuilder text, Account.Profile profile) {
    optional(text, "full name", profile.names().full());
    optional(text, "first name", profile.names().first());
    optional(text, "last name", profile.names().last());
    optional(text, "patronymic", profile.names().patronymic());
    optional(text, "phone", profile.contact().phone());
    optional(text, "contacts", profile.contact().contacts());
    optional(text, "description", profile.appearance().description());
    optional(text, "background", profile.appearance().backgroundColor());
    optional(text, "birthday", profile.appearance().birthday());
    optional(text, "avatar", profile.appearance().avatar());
  }

  private static String password(Dossier.KeptPassword password) {
    return password.kind()
        + ", changed at "
        + password.changedAt()
        + ", version "
        + password.version();
  }

  /** One session in a line. */
  public static String session(Dossier.SignIn signIn, Instant now) {
    var session = signIn.session();
    String state =
        session
            .life()
            .ended()
            .map(at -> "ended at " + at)
            .orElse(
                session.isLive(now)
                    ? "live until " + session.life().expires()
                    : "expired at " + session.life().expires());
    return String.format(
        Locale.ROOT,
        "%d  %s  began %s  used %s  %s  %s  %s",
        session.id(),
        session.door(),
        session.life().created(),
        session.life().lastUsed(),
        state,
        signIn.client().networkAddress().isEmpty() ? "-" : signIn.client().networkAddress(),
        signIn.client().browser().isEmpty() ? "-" : signIn.client().browser());
  }

  private static String code(MailedCode code, Instant now) {
    String state =
        code.life()
            .spent()
            .map(at -> "spent at " + at)
            .orElse((code.isExpired(now) ? "expired at " : "good until ") + code.life().expires());
    return DossierJson.small(code.intent().purpose())
        + ", made at "
        + code.life().created()
        + ", "
        + state;
  }

  private static String mail(Dossier.OwedMail owed) {
    String state =
        owed.diedAt()
            .map(at -> "given up at " + at + ": " + owed.reason().orElse(""))
            .orElse("due at " + owed.mail().tries().due());
    return DossierJson.small(owed.mail().purpose())
        + " to "
        + owed.mail().recipient().address()
        + ", "
        + owed.mail().tries().failed()
        + " times refused, "
        + state;
  }

  /** One event in a line. */
  public static String event(AuditEvent event) {
    return Stream.of(
            event.at().toString(),
            DossierJson.small(event.kind()),
            event.place().door(),
            event.place().networkAddress(),
            event.detail())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("  "));
  }

  private static void optional(StringBuilder text, String title, Optional<String> value) {
    value.ifPresent(present -> line(text, title, present.replace("\n", "\n             ")));
  }

  /** A line below what is there, its value in the same column as all others. */
  public static void line(StringBuilder text, String title, Object value) {
    text.append(String.format(Locale.ROOT, "\n%-11s  %s", title, value));
  }
}
