package vestibule.contracts.flask;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import vestibule.core.refusal.TokenFlaw;

/** What Python's libraries find wrong with tokens. */
public final class FlaskTargets {

  private FlaskTargets() {}

  /** What the JDK decodes is decoded alike, and any token has words. */
  public static void base64(byte[] input) {
    String segment = text(input);
    Optional<byte[]> decoded = PythonBase64.decode(segment);
    require(
        decoded.isEmpty() || decoded.get().length <= segment.length(),
        "bytes do not grow",
        segment);
    try {
      byte[] strict = Base64.getUrlDecoder().decode(segment);
      require(
          segment.contains("=") || decoded.filter(one -> Arrays.equals(one, strict)).isPresent(),
          "what is strict is read",
          segment);
    } catch (IllegalArgumentException lenientHere) {
      // Python passes over what it does not know.
    }
    for (TokenFlaw flaw : TokenFlaw.values()) {
      String words = PyJwt.words(segment, flaw);
      require(!words.isEmpty() && words.length() < 200, "a flaw has its words", words);
    }
    MaskedProfile.masked(segment);
  }
}
