package vestibule.client;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The second factors of somebody who is signed in. A change wants a fresh proof. Passkeys are made
 * by browsers, and are listed and given up here.
 */
public final class Factors {

  private static final String PATH = "/v1/account/factors";

  private final Function<Call, Answer> ask;

  Factors(Function<Call, Answer> ask) {
    this.ask = ask;
  }

  private record Left(int left) {}

  private record Codes(List<String> recoveryCodes) {}

  /** All factors, the oldest first. */
  public List<EnrolledFactor> list() {
    return Pages.all(ask, PATH, EnrolledFactor.class);
  }

  /** A secret for an application that makes one-time codes, which {@link #addTotp} adds. */
  public TotpOffer offerTotp() {
    return ask.apply(Call.post(PATH + "/totp", Map.of())).as(TotpOffer.class);
  }

  /**
   * Adds the application to which an offer was told; the first factor ends all other sessions.
   *
   * @param answer its first code
   * @param name for its person; may be empty
   */
  public AddedFactor addTotp(TotpOffer offer, String answer, String name) {
    Map<String, String> body =
        Map.of("enrolment", offer.enrolment(), "answer", answer, "name", name);
    return ask.apply(Call.post(PATH + "/totp/complete", body)).as(AddedFactor.class);
  }

  /** Gives a factor up. */
  public void remove(String id) {
    ask.apply(Call.delete(PATH + "/" + Pages.digits(id)));
  }

  /** How many recovery codes are unspent. */
  public int recoveryCodesLeft() {
    return ask.apply(Call.get(PATH + "/recovery-codes")).as(Left.class).left();
  }

  /** Ten new recovery codes; those before are good no more. */
  public List<String> renewRecoveryCodes() {
    return ask.apply(Call.post(PATH + "/recovery-codes", Map.of())).as(Codes.class).recoveryCodes();
  }
}
