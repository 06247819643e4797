package vestibule.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Afterwards;
import vestibule.core.outbox.Mails;
import vestibule.core.password.PasswordCheck;
import vestibule.core.store.Stores;

/** A new confirmation for whom only the missing one kept out (docs/contracts 0.11). */
public final class KeyMails {

  /** How often a log-in with an unconfirmed address mails a new key (docs/contracts 0.11). */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Changes changes;
  private final Mails mails;
  private final Afterwards afterwards;

  public KeyMails(Changes changes, Mails mails, Afterwards afterwards) {
    this.changes = changes;
    this.mails = mails;
    this.afterwards = afterwards;
  }

  /** Draws an id for a mail that may be owed: see {@link Mails#id}. */
  long id() {
    return mails.id();
  }

  /** Owes a mail to the address that somebody with the right password signed in by. */
  void now(Visit visit, PasswordCheck.Checked checked, LoginKey key) {
    List<Email> emails = changes.read(stores -> stores.emails().of(checked.account()));
    owe(mails.id(), visit, checked, emails.stream().filter(email -> email.key().equals(key)));
  }

  /**
   * The same after the answer, so that its time tells nothing. By name the mail goes to the oldest
   * address, which is the one of the registration.
   */
  void afterwards(
      long id, Visit visit, PasswordCheck.Checked checked, List<Email> emails, LoginKey key) {
    afterwards.add(
        () ->
            owe(
                id,
                visit,
                checked,
                emails.stream().filter(email -> !key.isAddress() || email.key().equals(key))));
  }

  private void owe(long id, Visit visit, PasswordCheck.Checked checked, Stream<Email> addresses) {
    addresses
        .findFirst()
        .map(email -> mails.to(id, email, Mail.Purpose.CONFIRM, visit))
        .ifPresent(
            mail ->
                changes.unit(
                    mail.account(), mail.tries().created(), change -> owe(change, checked, mail)));
  }

  private static boolean owe(Change change, PasswordCheck.Checked checked, Mail mail) {
    checked.require(change);
    Stores stores = change.stores();
    Instant now = change.now();
    Optional<Email> due =
        stores
            .emails()
            .find(mail.account(), mail.recipient().email())
            .filter(email -> !email.claim().decoy() && isDue(email, now));
    due.ifPresent(
        email -> {
          stores.emails().mailed(email.account(), email.id(), now);
          stores.outbox().insert(mail);
        });
    return due.isPresent();
  }

  private static boolean isDue(Email email, Instant now) {
    return email.claim().mailedAt().map(at -> !now.isBefore(at.plus(PAUSE))).orElse(true);
  }
}
