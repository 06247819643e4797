package vestibule.core.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import vestibule.crypto.Seal;

/** A write to the database makes no factor of one account into that of another. */
final class TotpSecretsTest {

  private static final long ADA = 1;
  private static final long BOB = 2;
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  private final SecureRandom random = new SecureRandom();
  private final TotpSecrets secrets =
      new TotpSecrets(Seal.under(new byte[32], random), "Vestibule", random);
  private final byte[] secret = secrets.draw();

  @Test
  void aKeptSecretOpensForItsAccountAlone() {
    String sealed = secrets.sealed(ADA, secret);
    assertThat(secrets.open(ADA, sealed)).contains(secret);
    assertThat(secrets.open(BOB, sealed)).isEmpty();
  }

  @Test
  void aSecretOnItsWayArrivesAtItsAccountAloneAndInTime() {
    String carried = secrets.carried(ADA, secret, END);
    assertThat(secrets.arrived(ADA, carried, END.minusSeconds(1))).contains(secret);
    assertThat(secrets.arrived(BOB, carried, END.minusSeconds(1))).isEmpty();
    assertThat(secrets.arrived(ADA, carried, END)).isEmpty();
  }

  /** The two are no more each other's than an account's are another's. */
  @Test
  void whatIsKeptDoesNotArrive() {
    byte[] kept = HexFormat.of().parseHex(secrets.sealed(ADA, secret));
    String carried = Base64.getUrlEncoder().withoutPadding().encodeToString(kept);
    assertThat(secrets.arrived(ADA, carried, Instant.EPOCH)).isEmpty();
  }
}
