package vestibule.client;

import java.util.List;
import java.util.Optional;

/**
 * A second factor that was added. Its text shows no code.
 *
 * @param recoveryCodes come with the account's first factor, and are told this once; else none
 */
public record AddedFactor(EnrolledFactor factor, List<String> recoveryCodes) {

  /** Keeps its own copy. */
  public AddedFactor {
    recoveryCodes = Optional.ofNullable(recoveryCodes).map(List::copyOf).orElse(List.of());
  }

  @Override
  public String toString() {
    return "AddedFactor[factor=" + factor + "]";
  }
}
