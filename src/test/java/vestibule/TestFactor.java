package vestibule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.signin.Factor;

/** A factor of the tests' own: some accounts want it, and each has answers that prove it. */
public final class TestFactor implements Factor {

  private final String name;
  private final Map<String, Boolean> answers = new ConcurrentHashMap<>();
  private final Map<Long, Boolean> wanted = new ConcurrentHashMap<>();

  /** A factor of that name, which no account wants. */
  public TestFactor(String name) {
    this.name = name;
  }

  /** From now on the account lets nobody in without a second factor. */
  public void want(long account) {
    wanted.put(account, true);
  }

  /** From now on the account is content with a password. */
  public void spare(long account) {
    wanted.remove(account);
  }

  /** From now on the answer proves the factor for the account. */
  public void accept(long account, String answer) {
    answers.put(account + " " + answer, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isWanted(long account, List<EnrolledFactor> enrolled) {
    return wanted.containsKey(account);
  }

  @Override
  public Optional<Answer> judge(
      long account, List<EnrolledFactor> enrolled, String answer, Instant now) {
    return answers.containsKey(account + " " + answer) ? Optional.of(_ -> true) : Optional.empty();
  }
}
