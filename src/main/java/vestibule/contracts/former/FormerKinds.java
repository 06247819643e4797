package vestibule.contracts.former;

import java.util.Optional;
import vestibule.core.token.TokenFormat.Kind;

/** The words by which libraries tell their kinds of tokens apart. */
final class FormerKinds {

  private FormerKinds() {}

  static Optional<Kind> of(Optional<String> word) {
    return word.flatMap(
        text ->
            switch (text) {
              case "access" -> Optional.of(Kind.ACCESS);
              case "refresh" -> Optional.of(Kind.REFRESH);
              default -> Optional.empty();
            });
  }
}
