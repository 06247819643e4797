package vestibule.core.signin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.model.factor.EnrolledFactor;

/** Something that an account can ask for beside its password. */
public interface Factor {

  /** Its name, in lower-case letters; it is kept with sessions, so it never changes. */
  String name();

  /**
   * Whether the account lets nobody in without a second factor, this one for example.
   *
   * @param enrolled what the account has
   */
  boolean isWanted(long account, List<EnrolledFactor> enrolled);

  /**
   * Judges an answer, outside of any unit of work, as that may take time.
   *
   * @param enrolled what the account has
   * @return empty when it proves nothing
   */
  Optional<Answer> judge(long account, List<EnrolledFactor> enrolled, String answer, Instant now);

  /** An answer that was right when it was judged. */
  @FunctionalInterface
  interface Answer {

    /**
     * Spends it, in a unit of work that has locked the account, and that may run again.
     *
     * @return false when it was spent before, or the factor is gone
     */
    boolean spend(Change change);
  }
}
