package vestibule.core.signin;

import vestibule.core.model.SignedIn;

/** What a right password leads to: a session, or the wish for another factor. */
public sealed interface SignInStep {

  /** Nothing more is wanted. */
  record Done(SignedIn signedIn) implements SignInStep {}

  /**
   * Another factor is wanted; {@link SignIn#complete} takes its answer.
   *
   * @param ticket a secret that stands for the sign-in meanwhile; it is kept as its hash alone
   * @param refused whether an answer came along and was wrong
   */
  record FactorWanted(String ticket, boolean refused) implements SignInStep {

    /** Hides the ticket. */
    @Override
    public String toString() {
      return "FactorWanted[refused=" + refused + "]";
    }
  }

  /**
   * The account has no second factor, and needs one; the sign-in is completed by adding it.
   *
   * @param ticket as of {@link FactorWanted}
   */
  record EnrolmentWanted(String ticket) implements SignInStep {

    /** Hides the ticket. */
    @Override
    public String toString() {
      return "EnrolmentWanted[]";
    }
  }
}
