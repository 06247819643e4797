package vestibule.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vestibule.junit.Clock;
import vestibule.junit.Mailbox;
import vestibule.junit.VestibuleExtension;
import vestibule.junit.VestibuleServer;

/** Second factors are added, asked for and given up, at a running server. */
@ExtendWith(VestibuleExtension.class)
class FactorsTest {

  private static final String ADA = "ada@example.org";
  private static final String PASSWORD = "correct horse 7";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private VestibuleClient vestibule;
  private SignedIn ada;
  private Clock clock;

  @BeforeEach
  void signIn(VestibuleServer server, Mailbox mailbox, Clock itsClock) {
    clock = itsClock;
    vestibule = VestibuleClient.at(server.url());
    vestibule.register(NewAccount.of(ADA, PASSWORD));
    vestibule.confirm(mailbox.newest(ADA).code());
    ada = vestibule.signIn(ADA, PASSWORD);
  }

  /** The code of an application (RFC 6238), which no other step of half a minute has shown. */
  private String code(TotpOffer offer) {
    Instant now = clock.advance(Duration.ofSeconds(30));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(offer.secret()), "HmacSHA1"));
      ByteBuffer step = ByteBuffer.allocate(8).putLong(0, now.getEpochSecond() / 30);
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(step.array()));
      int number = hash.getInt(hash.get(19) & 0xf) & 0x7fffffff;
      return String.format("%06d", number % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String base32) {
    BigInteger bits = BigInteger.ONE;
    for (char letter : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    // Behind a one that keeps the zeros: 160 bits, or what the server chooses.
    byte[] all = bits.shiftRight(base32.length() * 5 % 8).toByteArray();
    return Arrays.copyOfRange(all, 1, all.length);
  }

  private FactorWantedException wanted() {
    return catchThrowableOfType(FactorWantedException.class, () -> vestibule.signIn(ADA, PASSWORD));
  }

  @Test
  void aSignInWantsTheCodeOfTheApplicationThatWasAdded() {
    assertThat(ada.factors().list()).isEmpty();
    TotpOffer offer = ada.factors().offerTotp();
    assertThat(offer.uri()).startsWith("otpauth://totp/").contains(offer.secret());
    assertThat(offer.qr()).contains("<svg");
    assertThatThrownBy(() -> ada.factors().addTotp(offer, "no code", ""))
        .hasMessageStartingWith("422 fields_invalid, /answer answer_wrong");
    AddedFactor added = ada.factors().addTotp(offer, code(offer), "phone");
    assertThat(added.recoveryCodes()).hasSize(10);
    assertThat(added.factor().kind()).isEqualTo("totp");
    assertThat(added.factor().name()).isEqualTo("phone");
    assertThat(ada.factors().list()).extracting(EnrolledFactor::id).contains(added.factor().id());

    FactorWantedException wanted = wanted();
    assertThat(wanted.factors()).contains("totp");
    SignedIn again = vestibule.completeSignIn(wanted.ticket(), code(offer), TokenStore.inMemory());
    assertThat(again.whoami().factors()).extracting(Factor::name).contains("password", "totp");
    assertThat(offer.toString() + added).doesNotContain(offer.secret());
    assertThat(added.toString()).doesNotContain(added.recoveryCodes());
  }

  @Test
  void aRecoveryCodeStandsInForALostFactorOnce() {
    TotpOffer offer = ada.factors().offerTotp();
    String first = ada.factors().addTotp(offer, code(offer), "").recoveryCodes().get(0);
    SignedIn again = vestibule.completeSignIn(wanted().ticket(), first, TokenStore.inMemory());
    assertThat(again.factors().recoveryCodesLeft()).isEqualTo(9);
    String ticket = wanted().ticket();
    assertThatThrownBy(() -> vestibule.completeSignIn(ticket, first, TokenStore.inMemory()))
        .isInstanceOf(ProblemException.class);
    assertThat(again.factors().renewRecoveryCodes()).hasSize(10).doesNotContain(first);
    assertThat(again.factors().recoveryCodesLeft()).isEqualTo(10);
  }

  @Test
  void whatWantsAFreshProofIsProvedByTheFactor() {
    TotpOffer offer = ada.factors().offerTotp();
    String id = ada.factors().addTotp(offer, code(offer), "").factor().id();
    clock.advance(Duration.ofMinutes(11));
    assertThatThrownBy(() -> ada.factors().remove(id)).hasMessageStartingWith("403 proof_wanted");
    ada.proveBy(code(offer));
    ada.factors().remove(id);
    assertThat(ada.factors().list()).isEmpty();
    assertThat(vestibule.signIn(ADA, PASSWORD).account()).isEqualTo(ada.account());
  }
}
