package vestibule.core.factor;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Material;

/**
 * What a device signed for a passkey, read and verified (WebAuthn, 7). Each answer is a text as
 * browsers write it, and may be anything.
 */
public interface Ceremonies {

  /** ES256, EdDSA and RS256, of which every device knows one. */
  List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  /** What a trait begins with that is a way to the device, as {@code via:usb}. */
  String VIA = "via:";

  /**
   * What an answer says of itself, before anything is verified.
   *
   * @param credential the id of the passkey
   * @param holder whose passkey it says that it is; empty where it does not say
   * @param challenge that was signed
   */
  record Claimed(String credential, Optional<byte[]> holder, byte[] challenge) {}

  /** What a new passkey says of itself; empty for what is none. */
  Optional<Claimed> claimedNew(String answer);

  /** What the answer of a passkey says of itself; empty for what is none. */
  Optional<Claimed> claimed(String answer);

  /** What is to be kept of a new passkey that signed the challenge; empty for one that did not. */
  Optional<Material> made(String answer, byte[] challenge);

  /**
   * What is to be kept of a passkey that has signed the challenge; empty for one that did not.
   *
   * @param verified whether the device must have asked for its person's finger, face or PIN
   */
  Optional<Material> signed(
      String answer, byte[] challenge, EnrolledFactor passkey, boolean verified);
}
