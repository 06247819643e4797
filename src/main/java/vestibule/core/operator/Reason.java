package vestibule.core.operator;

import java.util.Optional;
import vestibule.core.model.Texts;

/**
 * Why an operator takes something away from somebody, for the audit trail. It outlives the account,
 * so it names nobody.
 *
 * @param text one line of at most {@link #LONGEST} characters
 */
public record Reason(String text) {

  public static final int LONGEST = 200;

  /** The reason that a text is; empty for one that is none. */
  public static Optional<Reason> of(String text) {
    String bare = text.strip();
    boolean good = !bare.isEmpty() && Texts.length(bare) <= LONGEST && !Texts.hasHidden(bare);
    return good ? Optional.of(new Reason(bare)) : Optional.empty();
  }
}
