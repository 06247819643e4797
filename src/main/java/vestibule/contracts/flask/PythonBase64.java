package vestibule.contracts.flask;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Base64url as PyJWT decodes it: it needs no padding, and skips every character it does not know.
 *
 * <p>Only for finding PyJWT's text for a token that is refused; what is accepted is decoded
 * strictly.
 */
final class PythonBase64 {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private PythonBase64() {}

  /**
   * Decodes as {@code base64.urlsafe_b64decode} after PyJWT's padding of the segment to a multiple
   * of four characters.
   *
   * @return empty where Python raises {@code binascii.Error}
   */
  static Optional<byte[]> decode(String segment) {
    int bytes = segment.getBytes(UTF_8).length;
    String padded = segment.replace('+', '-').replace('/', '_') + "=".repeat((4 - bytes % 4) % 4);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(padded.length());
    int place = 0;
    int rest = 0;
    int pads = 0;
    for (int at = 0; at < padded.length(); at++) {
      char character = padded.charAt(at);
      if (character == '=') {
        pads++;
        if (place >= 2 && place + pads >= 4) {
          // What follows the padding of a full group is not even looked at.
          return Optional.of(decoded.toByteArray());
        }
        continue;
      }
      int value = ALPHABET.indexOf(character);
      if (value < 0) {
        continue;
      }
      pads = 0;
      rest = (rest << 6 | value) & 0xfff;
      if (place > 0) {
        decoded.write(rest >> (6 - 2 * place));
      }
      place = (place + 1) % 4;
    }
    return place == 0 ? Optional.of(decoded.toByteArray()) : Optional.empty();
  }
}
