package vestibule.mail;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether failures speak against this server, or against one mail or its recipient. Somebody who
 * registers with an address whose server refuses everything must not stop the mails of all: a
 * recipient counts once (decision 19).
 */
final class Suspicions {

  private static final int MOST = 1000;
  private static final int MOST_LOST = 100;

  private final Map<Long, Integer> lost = new LinkedHashMap<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private Optional<String> lastManner = Optional.empty();

  /** Notes a refusal for a fault of ours; tells whether it is the first one of this recipient. */
  synchronized boolean denied(String recipient) {
    boolean first = refused.add(recipient);
    if (refused.size() > MOST) {
      refused.remove(refused.iterator().next());
    }
    return first;
  }

  /**
   * Notes a refusal that may be for a fault of ours; tells whether it is the first one of this
   * recipient, after another recipient was refused in the same manner and nobody was taken since.
   */
  synchronized boolean doubted(String recipient, String manner) {
    if (!denied(recipient)) {
      return false;
    }
    boolean alike = lastManner.filter(manner::equals).isPresent();
    lastManner = Optional.of(manner);
    return alike;
  }

  /** Counts how often in a row the connection was lost over a mail. */
  synchronized int lost(long mail) {
    int count = lost.merge(mail, 1, Integer::sum);
    if (lost.size() > MOST_LOST) {
      lost.remove(lost.keySet().iterator().next());
    }
    return count;
  }

  /** The server said something about a mail: the connection is not lost over it. */
  synchronized void answered(long mail) {
    lost.remove(mail);
  }

  /** A mail was taken. */
  synchronized void taken(String recipient) {
    refused.remove(recipient);
    lastManner = Optional.empty();
  }
}
