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
   * Bumps the account's version. A unit of work that changes an account calls this first, so that
   * another one that does waits until the first has ended.
   *
   * @return whether the account exists
   */
  boolean lock(long id);

  /** Writes the names of an account. */
  void rename(long id, Account.Names names);

  /** Writes all that an account tells of its person. */
  void setProfile(long id, Account.Profile profile);

  /** Gives an account another user name; its log-in string is claimed before. */
  void setUsername(long id, String username);

  /** Sets or clears the primary address of an account. */
  void setPrimary(long id, OptionalLong email);

  /** Sets whether the account may be used. */
  void setStatus(long id, Account.Status status);

  /** Lets an account be removed at that time, unless it turns out to be somebody's before. */
  void beginTrial(long id, Instant end);

  /** Lets an account stay. */
  void endTrial(long id);

  /** Accounts whose time of trial is over, the earliest first. */
  List<Long> onTrial(Instant now, int most);

  /** Lets an account be erased at that time; its person may still keep it. */
  void beginErasure(long id, Instant at);

  /** Lets an account stay that was to be erased. */
  void endErasure(long id);

  /** Lets nobody but an operator keep an account that is to be erased. */
  void sealErasure(long id);

  /** Whether an account is to be erased, and nobody but an operator keeps it. */
  boolean isErasureSealed(long id);

  /** When an account is to be erased. */
  Optional<Instant> erasure(long id);

  /** Accounts whose time to be erased has come, the earliest first. */
  List<Long> toErase(Instant now, int most);

  /** Removes the account row; the caller has removed all that belongs to it. */
  void delete(long id);

  /**
   * Accounts in the order of their ids, for operators.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  List<Account> list(long after, int most);
}
