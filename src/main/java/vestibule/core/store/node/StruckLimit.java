package vestibule.core.store.node;

import java.time.Instant;
import java.util.Optional;

/**
 * A limit that somebody struck.
 *
 * @param whom {@code account} and its id, or {@code network} and the text of it
 * @param limit as clients are told it, such as {@code sign-in-range}
 * @param times how often, since it is counted
 * @param last when it was last
 */
public record StruckLimit(String whom, String limit, long times, Instant last) {

  private static final String ACCOUNT = "account ";
  private static final String NETWORK = "network ";

  /** Whom an account's limit turned away. */
  public static String account(long id) {
    return ACCOUNT + id;
  }

  /** Whom the limit of a network turned away. */
  public static String network(String text) {
    return NETWORK + text;
  }

  /** The id of the account; empty for a network. */
  public Optional<Long> account() {
    return behind(ACCOUNT).map(Long::valueOf);
  }

  /** The text of the network; empty for an account. */
  public Optional<String> network() {
    return behind(NETWORK);
  }

  private Optional<String> behind(String word) {
    return Optional.of(whom)
        .filter(text -> text.startsWith(word))
        .map(text -> text.substring(word.length()));
  }
}
