package vestibule.core.registration;

import java.util.Optional;
import vestibule.core.model.Mail;

/**
 * The address of a new account.
 *
 * @param proven whether somebody vouches that it is the person's own: it is confirmed at once, and
 *     everybody else who claims it without proof loses it
 * @param owed what the first mail to it is for; empty when none is owed
 */
public record NewAddress(String text, boolean proven, Optional<Mail.Purpose> owed) {

  /** The address that somebody gives as their own, which a mail asks them to confirm. */
  public static NewAddress toConfirm(String text) {
    return new NewAddress(text, false, Optional.of(Mail.Purpose.CONFIRM));
  }

  /** Hides the address. */
  @Override
  public String toString() {
    return "NewAddress[proven=" + proven + "]";
  }
}
