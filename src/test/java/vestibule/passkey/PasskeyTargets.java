package vestibule.passkey;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import vestibule.core.factor.Ceremonies;
import vestibule.core.model.factor.EnrolledFactor.Material;

/** What browsers say that a device signed. */
public final class PasskeyTargets {

  private static final byte[] CHALLENGE = new byte[32];
  private static final WebAuthn SITE = new WebAuthn(URI.create("https://a.example"));

  private PasskeyTargets() {}

  /** Any answer is read or none, and a passkey is made for the challenge that was given alone. */
  public static void answers(byte[] input) {
    String answer = text(input);
    SITE.claimed(answer)
        .ifPresent(claimed -> require(!claimed.credential().isEmpty(), "it has an id", claimed));
    SITE.claimedNew(answer)
        .ifPresent(claimed -> require(!claimed.credential().isEmpty(), "it has an id", claimed));
    SITE.made(answer, CHALLENGE).ifPresent(made -> requireOfThis(answer, made));
  }

  private static void requireOfThis(String answer, Material made) {
    Ceremonies.Claimed claimed = SITE.claimedNew(answer).orElseThrow();
    requireSame(made.credential(), Optional.of(claimed.credential()), "it is the one that it says");
    require(Arrays.equals(claimed.challenge(), CHALLENGE), "it has signed this", answer);
    require(SITE.made(answer, new byte[31]).isEmpty(), "and no other one", answer);
  }
}
