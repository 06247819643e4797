package vestibule.client;

/** The token store is empty: nobody has signed in, or the session has ended. */
public final class SignedOutException extends VestibuleException {

  private static final long serialVersionUID = 1L;

  SignedOutException() {
    super("nobody is signed in: the token store is empty");
  }
}
