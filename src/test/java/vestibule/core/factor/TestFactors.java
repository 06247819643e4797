package vestibule.core.factor;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.crypto.Seal;
import vestibule.passkey.WebAuthn;

/** What second factors of a test are made of, all of it real. */
public final class TestFactors {

  /** Where the tests' passkeys belong. */
  public static final URI SITE = URI.create("https://id.example");

  private TestFactors() {}

  /** One-time codes of an account. */
  public static EnrolledFactor codes(long account, Instant now) {
    return new EnrolledFactor(
        account,
        1,
        EnrolledFactor.Kind.TOTP,
        "",
        new EnrolledFactor.Material("00", Optional.empty(), List.of(), 0),
        new EnrolledFactor.Times(now, Optional.empty()));
  }

  /** Means under a key of its own. */
  public static SecondFactors.Means means() {
    SecureRandom random = new SecureRandom();
    return new SecondFactors.Means(
        Seal.under(new byte[32], random),
        new byte[32],
        new PasskeyOffer.Site(SITE.getHost(), "Example & Sons"),
        new WebAuthn(SITE),
        random);
  }
}
