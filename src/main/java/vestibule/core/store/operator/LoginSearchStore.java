package vestibule.core.store.operator;

import java.util.List;

/** Looks through the log-in strings in the order of their characters. */
public interface LoginSearchStore {

  /**
   * A log-in string of an account.
   *
   * @param key as it is compared
   */
  record Login(String key, long account) {}

  /**
   * Log-in strings with that beginning, former user names too, in their order.
   *
   * @param beginning "" for all
   * @param after only those beyond this one; "" for all
   * @param most how many at most
   */
  List<Login> starting(String beginning, String after, int most);
}
