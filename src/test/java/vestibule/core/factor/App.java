package vestibule.core.factor;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** An application for one-time codes, which knows its secret as people type it. */
public record App(String secret) {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  /** The code that it shows at that time. */
  public String code(Instant at) {
    return Totp.code(bytes(), Totp.step(at));
  }

  /** The code after that, which is good already: a clock may be a step off. */
  public String next(Instant at) {
    return code(at.plusSeconds(Totp.SECONDS));
  }

  private byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int count = 0;
    for (char letter : secret.toCharArray()) {
      held = held << 5 | ALPHABET.indexOf(letter);
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.write(held >> count);
        held &= (1 << count) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
