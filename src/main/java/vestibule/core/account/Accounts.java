package vestibule.core.account;

import java.util.Optional;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.Transactions;
import vestibule.core.Visit;
import vestibule.core.audit.Audit;
import vestibule.core.audit.AuditEvent;
import vestibule.core.session.Directory;

/** Looks accounts up, and edits what they tell of their person. */
public final class Accounts {

  private final Transactions transactions;
  private final Directory directory;
  private final Audit audit;

  /** Accounts of a database, remembered by a directory. */
  public Accounts(Transactions transactions, Directory directory, Audit audit) {
    this.transactions = transactions;
    this.directory = directory;
    this.audit = audit;
  }

  /** The account with that id, its addresses and rights. */
  public Optional<Person> person(long id) {
    return directory.person(id);
  }

  /** The account that a log-in string names: a user name or an address. */
  public Optional<Person> named(String login) {
    return transactions
        .read(stores -> stores.identifiers().find(LoginKey.of(login)))
        .flatMap(identifier -> person(identifier.account()));
  }

  /** Whether a user name is taken; addresses are never told of (contracts.md 0.6). */
  public boolean isNameTaken(String name) {
    LoginKey key = LoginKey.of(name);
    return transactions
        .read(stores -> stores.identifiers().find(key))
        .filter(identifier -> identifier.kind() == Identifier.Kind.NAME)
        .isPresent();
  }

  /**
   * Stores new first and last names. When only one is given the other is stored as it was shown
   * (contracts.md F).
   *
   * @return the account as it is now
   * @throws RefusedException with {@link Refusal.FieldInvalid}; with {@link Refusal.AccountUnknown}
   *     when the account is gone
   */
  public Person rename(long id, Optional<String> first, Optional<String> last, Visit visit) {
    Account.Names given = new Account.Names(Optional.empty(), first, last, Optional.empty());
    Texts.requireNames(given);
    AuditEvent event = audit.event(AuditEvent.Kind.PROFILE_CHANGED, id, visit);
    return transactions.write(
        stores -> {
          if (!stores.accounts().lock(id)) {
            throw new RefusedException(new Refusal.AccountUnknown());
          }
          Person shown = Directory.read(stores, id).orElseThrow();
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
          stores.audit().insert(event);
          stores.changed(id);
          return Directory.read(stores, id).orElseThrow();
        });
  }
}
