package vestibule.core.departure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Notices;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.AddressChange;
import vestibule.core.store.Stores;

/**
 * The deletion of an account by whom it belongs to: it is shut at once, and erased when its time is
 * over, unless a mailed link keeps it ({@link Keeping}).
 */
public final class Departure {

  private final Changes changes;
  private final PasswordCheck check;
  private final Notices notices;
  private final Duration wait;

  /**
   * Deletions by people themselves.
   *
   * @param wait how long an account is only shut; zero erases at once
   */
  public Departure(Changes changes, PasswordCheck check, Notices notices, Duration wait) {
    this.changes = changes;
    this.check = check;
    this.notices = notices;
    this.wait = wait;
  }

  /**
   * Shuts the caller's account: every session ends, nobody signs in, its names and addresses stay
   * taken, and every proven address is mailed a link that keeps it. Without a wait everything that
   * belongs to it is erased at once, and where from is kept no more than of what was before.
   *
   * @param session that of the caller, which must be live still
   * @param candidates the texts that count as the present password, tried in turn
   * @return when it will be erased; empty where it has been
   * @throws RefusedException with {@link Refusal.TokenRefused}; with {@link
   *     Refusal.PasswordChangeInvalid} for a wrong password, and nothing is changed; with {@link
   *     Refusal.Throttled} after too many wrong ones
   */
  public Optional<Instant> leave(Session session, List<String> candidates, Visit visit) {
    return changes
        .refusals()
        .attempt(
            Kind.PASSWORD_REFUSED,
            visit,
            attempt -> {
              attempt.on(session.account());
              PasswordCheck.Checked checked = check.require(session, candidates);
              if (!wait.isZero()) {
                return Optional.of(shut(session, checked, visit));
              }
              erase(session, checked, visit);
              return Optional.empty();
            });
  }

  private void erase(Session session, PasswordCheck.Checked checked, Visit visit) {
    Visit fromNowhere = new Visit(visit.door(), UserAgent.NONE);
    AuditEvent event = changes.event(Kind.DELETED, session.account(), fromNowhere);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          checked.requireSame(change.stores());
          Erasure.erase(change);
        });
  }

  private Instant shut(Session session, PasswordCheck.Checked checked, Visit visit) {
    long account = session.account();
    AuditEvent event = changes.event(Kind.DELETION_BEGUN, account, visit);
    Instant end = event.at().plus(wait);
    List<Mail> told =
        notices.of(
            Mail.Purpose.DELETION_BEGUN, changes.read(stores -> told(stores, account)), visit);
    changes.run(
        event,
        Grounds.of(session),
        change -> {
          checked.requireSame(change.stores());
          Erasure.begin(change, end);
          told.forEach(change.stores().outbox()::insert);
        });
    return end;
  }

  /** Whoever removed an address a short while ago may be who deletes the account. */
  private List<Email> told(Stores stores, long account) {
    Instant since = changes.now().minus(AddressChange.REVERSIBLE);
    Stream<Email> removed =
        stores.addressChanges().since(account, since).stream()
            .flatMap(
                change ->
                    change.what() instanceof AddressChange.Removed(Email email)
                        ? Stream.of(email)
                        : Stream.empty());
    return Stream.concat(stores.emails().of(account).stream(), removed).toList();
  }
}
