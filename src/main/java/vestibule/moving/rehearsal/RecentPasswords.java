package vestibule.moving.rehearsal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The passwords that were sent last, which are not told either where another answer repeats them.
 */
final class RecentPasswords {

  private static final int MOST = 1_000;

  /** A shorter one is a word or a number of other sentences too. */
  private static final int SHORTEST = 6;

  private static final String LABEL = Masking.label(new FieldName("password"), "");

  private final Map<String, String> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Adds those among the secrets of an exchange. */
  void add(Map<String, String> secrets) {
    secrets.forEach(
        (secret, label) -> {
          if (label.equals(LABEL) && secret.length() >= SHORTEST) {
            recent.put(secret, label);
          }
        });
  }

  /** The secrets of one exchange with the passwords of those before. */
  Map<String, String> with(Map<String, String> secrets) {
    Map<String, String> all = new HashMap<>(recent);
    all.putAll(secrets);
    return all;
  }
}
