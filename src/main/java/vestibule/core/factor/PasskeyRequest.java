package vestibule.core.factor;

import java.util.List;

/**
 * What a device is asked to sign by a passkey (WebAuthn, 5.5).
 *
 * @param host of the site
 * @param known passkeys any of which is meant; empty where the device is to choose
 * @param verified whether the device has to ask for its person's finger, face or PIN
 */
public record PasskeyRequest(String host, byte[] challenge, List<Known> known, boolean verified) {

  /** Keeps a copy of its own. */
  public PasskeyRequest {
    known = List.copyOf(known);
  }

  /**
   * A passkey of an account.
   *
   * @param credential its id
   * @param traits words that tell what it is, the ways to its device among them
   */
  public record Known(String credential, List<String> traits) {

    /** Keeps a copy of its own. */
    public Known {
      traits = List.copyOf(traits);
    }

    /** The ways to its device, as browsers name them. */
    public List<String> ways() {
      return traits.stream()
          .filter(trait -> trait.startsWith(Ceremonies.VIA))
          .map(trait -> trait.substring(Ceremonies.VIA.length()))
          .toList();
    }
  }
}
