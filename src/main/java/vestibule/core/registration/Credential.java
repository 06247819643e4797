package vestibule.core.registration;

/** What a new account can be signed in to with. */
public sealed interface Credential {

  /** A password that the person chose: it must keep the door's rules, and is kept hashed. */
  record NewPassword(String text) implements Credential {

    /** Hides the password. */
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  /**
   * The hash of a password that another system keeps, in the form that {@link
   * vestibule.core.password.ForeignHashes} made of it: nobody here has seen the password.
   */
  record ForeignHash(String encoded) implements Credential {

    /** Hides the hash. */
    @Override
    public String toString() {
      return "ForeignHash[]";
    }
  }

  /** Nothing yet: the person is to choose a password by a mail. */
  record None() implements Credential {}
}
