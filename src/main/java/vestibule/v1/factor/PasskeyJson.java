package vestibule.v1.factor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import vestibule.core.factor.Ceremonies;
import vestibule.core.factor.PasskeyOffer;
import vestibule.core.factor.PasskeyRequest;

/**
 * What devices are told, in the form that browsers read by {@code
 * PublicKeyCredential.parseCreationOptionsFromJSON} and {@code parseRequestOptionsFromJSON}
 * (WebAuthn level 3, 5.1.8 and 5.1.9).
 */
public final class PasskeyJson {

  private static final String TYPE = "public-key";
  private static final String PREFERRED = "preferred";

  /** As long as a challenge is good. */
  private static final long TIMEOUT = 300_000;

  private PasskeyJson() {}

  /** What a device is to make a passkey by. */
  public record Creation(
      Site rp,
      User user,
      String challenge,
      List<Parameter> pubKeyCredParams,
      long timeout,
      List<Known> excludeCredentials,
      Selection authenticatorSelection,
      String attestation) {}

  /** What a device is to sign. */
  public record Request(
      String challenge,
      long timeout,
      String rpId,
      List<Known> allowCredentials,
      String userVerification) {}

  record Site(String id, String name) {}

  record User(String id, String name, String displayName) {}

  record Parameter(String type, int alg) {}

  record Selection(String residentKey, String userVerification) {}

  record Known(
      String type,
      String id,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<String>> transports) {}

  /**
   * The one of an offer. A passkey that its device can find by itself and that asks for its person
   * lets in alone; others are good beside a password.
   */
  public static Creation of(PasskeyOffer offer) {
    return new Creation(
        new Site(offer.site().host(), offer.site().name()),
        new User(text(offer.handle()), offer.name(), offer.name()),
        text(offer.challenge()),
        Ceremonies.ALGORITHMS.stream().map(number -> new Parameter(TYPE, number)).toList(),
        TIMEOUT,
        offer.known().stream().map(PasskeyJson::of).toList(),
        new Selection(PREFERRED, PREFERRED),
        "none");
  }

  /** The one of a request. */
  public static Request of(PasskeyRequest request) {
    return new Request(
        text(request.challenge()),
        TIMEOUT,
        request.host(),
        request.known().stream().map(PasskeyJson::of).toList(),
        request.verified() ? "required" : PREFERRED);
  }

  private static Known of(PasskeyRequest.Known known) {
    return new Known(
        TYPE, known.credential(), Optional.of(known.ways()).filter(ways -> !ways.isEmpty()));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
