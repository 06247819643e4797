package vestibule.core.outbox;

import vestibule.core.model.Address;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.unicode.Characters;

/** What this node knows of the addresses that its mail server can send to. */
public final class Reach {

  private volatile boolean asciiOnly;

  /**
   * Notes what the mail server has just said of itself.
   *
   * @param international whether it takes addresses outside of ASCII (SMTPUTF8, RFC 6531)
   */
  public void learn(boolean international) {
    asciiOnly = !international;
  }

  /**
   * Refuses an address that the mail server is known not to send to.
   *
   * @throws RefusedException with {@link Refusal.AddressInvalid}
   */
  public void require(Address address) {
    String text = address.text();
    String local = text.substring(0, text.lastIndexOf('@'));
    if (asciiOnly && !Characters.isAscii(local)) {
      throw new RefusedException(new Refusal.AddressInvalid());
    }
  }
}
