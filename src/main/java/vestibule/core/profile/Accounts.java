package vestibule.core.profile;

import java.util.Optional;
import java.util.function.Function;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.Account;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.Texts;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Stores;

/** Looks accounts up, and edits what they tell of their person. */
public final class Accounts {

  private final AccountCache cache;
  private final Changes changes;
  private final Limits limits;

  public Accounts(AccountCache cache, Changes changes, Limits limits) {
    this.cache = cache;
    this.changes = changes;
    this.limits = limits;
  }

  /** The account with that id, its addresses and rights. */
  public Optional<Person> person(long id) {
    return cache.person(id);
  }

  /** The account that a log-in string names: a user name or an address. */
  public Optional<Person> named(String login) {
    return changes
        .read(stores -> stores.identifiers().find(LoginKey.of(login)))
        .filter(identifier -> !identifier.isFormerName())
        .flatMap(identifier -> person(identifier.account()));
  }

  /**
   * Whether a user name is taken; addresses are never told of (docs/contracts 0.6).
   *
   * @throws RefusedException with {@link Refusal.Throttled} after too many from one network
   */
  public boolean isNameTaken(String name, UserAgent client) {
    limits.count(Limits.Kind.NAME_CHECK, client);
    LoginKey key = LoginKey.of(name);
    return changes
        .read(stores -> stores.identifiers().find(key))
        .filter(identifier -> identifier.kind() == Identifier.Kind.NAME)
        .isPresent();
  }

  /**
   * Stores what the account tells of its person from now on.
   *
   * @param session that of the caller, which must be live still
   * @param edit makes it of the account as it is
   * @return the account as it is then
   * @throws RefusedException with {@link Refusal.FieldInvalid} or {@link Refusal.TokenRefused}
   */
  public Person edit(Session session, Function<Person, Account.Profile> edit, Visit visit) {
    long id = session.account();
    AuditEvent event = changes.event(AuditEvent.Kind.PROFILE_CHANGED, id, visit);
    return changes.make(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          Account.Profile edited = edit.apply(AccountCache.read(stores, id).orElseThrow());
          Texts.requireProfile(edited);
          stores.accounts().setProfile(id, edited);
          return AccountCache.read(stores, id).orElseThrow();
        });
  }

  /**
   * Stores new first and last names. When only one is given the other is stored as it was shown
   * (docs/contracts F).
   *
   * @param session that of the caller, which must be live still
   * @return the account as it is now
   * @throws RefusedException with {@link Refusal.FieldInvalid} or {@link Refusal.TokenRefused}
   */
  public Person rename(
      Session session, Optional<String> first, Optional<String> last, Visit visit) {
    long id = session.account();
    Account.Names given = new Account.Names(Optional.empty(), first, last, Optional.empty());
    Texts.requireNames(given);
    AuditEvent event = changes.event(AuditEvent.Kind.PROFILE_CHANGED, id, visit);
    return changes.make(
        event,
        Grounds.of(session),
        change -> {
          Stores stores = change.stores();
          Person shown = AccountCache.read(stores, id).orElseThrow();
          Account.Names names = shown.account().profile().names();
          stores
              .accounts()
              .rename(
                  id,
                  new Account.Names(
                      names.full(),
                      Optional.of(first.orElseGet(shown::firstName)),
                      Optional.of(last.orElseGet(shown::lastName)),
                      names.patronymic()));
          return AccountCache.read(stores, id).orElseThrow();
        });
  }
}
