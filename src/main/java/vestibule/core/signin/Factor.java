package vestibule.core.signin;

import vestibule.core.change.Change;
import vestibule.core.store.Stores;

/**
 * Something that an account can ask for beside its password. Both questions are asked in a unit of
 * work that has locked the account, and may be asked again when it runs again.
 */
public interface Factor {

  /** Its name, in lower-case letters; it is kept with sessions, so it never changes. */
  String name();

  /** Whether the account lets nobody in without a second factor, this one for example. */
  boolean isWanted(Stores stores, long account);

  /**
   * Whether the answer proves the factor for the account of the change; an answer is spent here.
   */
  boolean prove(Change change, String answer);
}
