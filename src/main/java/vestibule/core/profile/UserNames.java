package vestibule.core.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.IdentifierStore;

/**
 * Taking another user name. The old one names nobody from then on, and is held for a while: whoever
 * writes to a person by their name should not meet another.
 */
public final class UserNames {

  /** How long a former name is held for its account. */
  public static final Duration HOLD = Duration.ofDays(30);

  private final Changes changes;
  private final Notices notices;
  private final Limits limits;

  public UserNames(Changes changes, Notices notices, Limits limits) {
    this.changes = changes;
    this.notices = notices;
    this.limits = limits;
  }

  /**
   * Gives the caller another user name, or the first one, and tells every confirmed address.
   *
   * @param session that of the caller, which must be live still
   * @return the account as it is now
   * @throws RefusedException with {@link Refusal.NameInvalid}; {@link Refusal.NameTaken}, also for
   *     another's former name that is held; {@link Refusal.Throttled}; or {@link
   *     Refusal.TokenRefused}
   */
  public Person change(Session session, String name, Visit visit) {
    Texts.requireName(name);
    long account = session.account();
    return limits.nameChange(
        account,
        visit.client(),
        () -> {
          AuditEvent event = changes.event(Kind.NAME_CHANGED, account, visit);
          List<Email> emails = changes.read(stores -> stores.emails().of(account));
          List<Mail> told = notices.of(Mail.Purpose.NAME_CHANGED, emails, visit);
          return changes.make(
              event,
              Grounds.of(session),
              change -> {
                Person changed = change(change, name);
                told.forEach(change.stores().outbox()::insert);
                return changed;
              });
        });
  }

  /**
   * The same by an operator.
   *
   * @throws RefusedException with {@link Refusal.NameInvalid}, {@link Refusal.NameTaken} or {@link
   *     Refusal.AccountUnknown}
   */
  public Person change(long account, String name) {
    Texts.requireName(name);
    return changes.make(
        changes.byOperator(Kind.NAME_CHANGED, account, ""),
        Grounds.operator(),
        change -> change(change, name));
  }

  private static Person change(Change change, String name) {
    long account = change.account();
    Optional<LoginKey> old =
        change.stores().accounts().find(account).orElseThrow().username().map(LoginKey::of);
    LoginKey key = LoginKey.of(name);
    if (!old.equals(Optional.of(key))) {
      claim(change, key);
      IdentifierStore identifiers = change.stores().identifiers();
      old.ifPresent(former -> identifiers.retire(former, account, change.now().plus(HOLD)));
    }
    change.stores().accounts().setUsername(account, name);
    return AccountCache.read(change.stores(), account).orElseThrow();
  }

  /** A name that is free, or that was the account's own a while ago. */
  private static void claim(Change change, LoginKey key) {
    long account = change.account();
    IdentifierStore identifiers = change.stores().identifiers();
    Identifier name = new Identifier(key, account, Identifier.Kind.NAME, true, Optional.empty());
    if (identifiers.insert(name)) {
      return;
    }
    if (identifiers.find(key).filter(row -> row.account() == account).isEmpty()) {
      throw new RefusedException(new Refusal.NameTaken());
    }
    identifiers.restore(key, account);
  }
}
