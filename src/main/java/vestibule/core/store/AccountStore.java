package vestibule.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.model.Account;

/** Keeps account rows. */
public interface AccountStore {

  /** Adds a new account. */
  void insert(Account account);

  /** The account with that id. */
  Optional<Account> find(long id);

  /**
   * Bumps the account's version and so orders this unit of work among all that change the account:
   * another one that called it waits until this one ended. Every unit of work that changes an
   * account calls it first.
   *
   * @return whether the account exists
   */
  boolean lock(long id);

  /** Writes the names of an account. */
  void rename(long id, Account.Names names);

  /** Sets or clears the primary address of an account. */
  void setPrimary(long id, OptionalLong email);

  /** Sets whether the account may be used. */
  void setStatus(long id, Account.Status status);

  /** Marks an account that goes at that time unless it has turned out to be somebody's. */
  void beginTrial(long id, Instant end);

  /** Takes that mark from an account. */
  void endTrial(long id);

  /** Accounts whose time of trial is over, the earliest first. */
  List<Long> onTrial(Instant now, int most);

  /** Removes the account row; whoever calls it has removed what belongs to it. */
  void delete(long id);

  /**
   * Accounts in the order of their ids, for operators.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  List<Account> list(long after, int most);
}
