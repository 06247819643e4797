package vestibule.v1.admin;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.Mail;
import vestibule.core.store.OutboxStore;
import vestibule.v1.form.Answers;

/**
 * A mail that is owed.
 *
 * @param at when it was given up, or when it is due
 */
record OwedMailJson(
    String id,
    String state,
    String at,
    String purpose,
    String account,
    String to,
    int tries,
    Optional<String> said) {

  static OwedMailJson of(OutboxStore.Dead dead) {
    return of(dead.mail(), "dead", dead.at(), Optional.of(dead.reason()));
  }

  static OwedMailJson of(OutboxStore.Waiting waiting) {
    Mail mail = waiting.mail();
    return of(mail, "waiting", mail.tries().due(), waiting.reason());
  }

  private static OwedMailJson of(Mail mail, String state, Instant at, Optional<String> said) {
    return new OwedMailJson(
        Answers.id(mail.id()),
        state,
        Answers.time(at),
        AccountLineJson.small(mail.purpose()),
        Answers.id(mail.account()),
        mail.recipient().address(),
        mail.tries().failed(),
        said);
  }
}
