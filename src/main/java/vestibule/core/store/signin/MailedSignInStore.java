package vestibule.core.store.signin;

import java.time.Instant;
import java.util.Optional;

/** Keeps the sign-ins that wait for the code of a mail, by the id of that mail. */
public interface MailedSignInStore {

  /**
   * Keeps one.
   *
   * @param tries how many codes may be tried
   */
  void insert(MailedSignIn waiting, int tries);

  /** One that is not over at that time. */
  Optional<MailedSignIn> find(long id, Instant now);

  /** Notes whose it is. */
  void assign(long id, MailedSignIn.Mailed to);

  /**
   * Notes the code that is being mailed, in the place of one that was drawn before.
   *
   * @return false when it is over at that time
   */
  boolean setCode(long id, String hash, Instant now);

  /**
   * Takes one of the tries.
   *
   * @return false when none is left
   */
  boolean takeTry(long id);

  /**
   * Removes one.
   *
   * @return false when it is gone: exactly one of many callers gets true
   */
  boolean delete(long id);
}
