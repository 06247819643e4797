package vestibule.core.challenge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a challenge is solved for; what is solved for one is nothing for the other. */
public enum Purpose {
  REGISTRATION,
  /** A log-in, or a request for a mail. */
  ATTEMPT;

  /** What clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose that clients call so. */
  public static Optional<Purpose> of(String word) {
    return Arrays.stream(values()).filter(purpose -> purpose.word().equals(word)).findFirst();
  }
}
