package vestibule.core.factor;

import java.util.List;

/**
 * What a device is asked to make a passkey by (WebAuthn, 5.4).
 *
 * @param site whose pages it is for
 * @param handle by which the device knows the account
 * @param name of the account, as the device shows it
 * @param known passkeys of the account, of which the device may have one
 */
public record PasskeyOffer(
    Site site, byte[] handle, String name, byte[] challenge, List<PasskeyRequest.Known> known) {

  /**
   * The site of the server.
   *
   * @param host by which devices know it
   * @param name as people know it
   */
  public record Site(String host, String name) {}

  /** Keeps a copy of its own. */
  public PasskeyOffer {
    known = List.copyOf(known);
  }
}
