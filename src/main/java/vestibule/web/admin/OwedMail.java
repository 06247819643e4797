package vestibule.web.admin;

import java.util.Locale;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.web.account.Shown.Time;

/**
 * A mail that is owed, as the page shows it.
 *
 * @param at when it was given up, or when it is due
 * @param said what the mail server said last; "" when it said nothing yet
 */
public record OwedMail(
    long id, String purpose, long account, String address, Time at, String said) {

  static OwedMail of(OutboxStore.Dead dead) {
    return of(dead.mail(), new Time(dead.at()), dead.reason());
  }

  static OwedMail of(OutboxStore.Waiting waiting) {
    Mail mail = waiting.mail();
    return of(mail, new Time(mail.tries().due()), waiting.reason().orElse(""));
  }

  private static OwedMail of(Mail mail, Time at, String said) {
    return new OwedMail(
        mail.id(),
        mail.purpose().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        mail.account(),
        mail.recipient().address(),
        at,
        said);
  }
}
