package vestibule.mail;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often in a row the connection was lost over a mail, of the mails that this befell last. */
final class Losses {

  private static final int MOST = 100;

  private final Map<Long, Integer> counts = new LinkedHashMap<>();

  /** Counts one more, and tells how many that makes. */
  synchronized int add(long mail) {
    int count = counts.merge(mail, 1, Integer::sum);
    if (counts.size() > MOST) {
      counts.remove(counts.keySet().iterator().next());
    }
    return count;
  }

  synchronized void forget(long mail) {
    counts.remove(mail);
  }
}
