package vestibule;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vestibule.core.change.Change;
import vestibule.core.signin.Factor;
import vestibule.core.store.Stores;

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
  public boolean isWanted(Stores stores, long account) {
    return wanted.containsKey(account);
  }

  @Override
  public boolean prove(Change change, String answer) {
    return answers.containsKey(change.account() + " " + answer);
  }
}
