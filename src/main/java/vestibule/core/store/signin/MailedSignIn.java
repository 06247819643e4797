package vestibule.core.store.signin;

import java.time.Instant;
import java.util.Optional;

/**
 * A sign-in that waits for the code of a mail.
 *
 * @param id also that of the mail
 * @param secret the SHA-256 of what the one who asked for it holds
 * @param door where it began, and where alone it can be completed
 */
public record MailedSignIn(long id, String secret, String door, Instant expires, Mailed mailed) {

  /**
   * What is found out once the request is answered.
   *
   * @param account 0 while nobody is known to be named so
   * @param email the id of the address that the code goes to
   * @param passwordVersion of the password at that time, 0 for none
   * @param code the SHA-256 of the code; empty until one was drawn
   */
  public record Mailed(long account, long email, long passwordVersion, Optional<String> code) {

    /** Nobody yet. */
    public static final Mailed NOBODY = new Mailed(0, 0, 0, Optional.empty());
  }
}
