package vestibule.core.store.event;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What other systems are told of an account.
 *
 * @param id of the event of the audit trail that it comes from, which may be told as two types
 * @param version of the account when it was written, which orders the changes of one account;
 *     {@link #LAST} when the account was gone
 * @param door by which it happened, or {@code operator} or {@code system}
 */
public record AccountEvent(
    long id, Type type, long account, long version, Instant at, String door) {

  /** After every change. */
  public static final long LAST = Long.MAX_VALUE;

  /** What happened; the end of sessions stands last, as others bring it about. */
  public enum Type {
    ACCOUNT_CREATED,
    ACCOUNT_IMPORTED,
    ACCOUNT_CONFIRMED,
    ACCOUNT_CHANGED,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    ACCOUNT_DELETED,
    ACCOUNT_SIGNED_IN,
    PASSWORD_CHANGED,
    FACTOR_CHANGED,
    ADDRESS_CHANGED,
    RIGHTS_CHANGED,
    SESSION_ENDED;

    /** The word that others read: {@code account.signed_in}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    /** The type that others read so. */
    public static Optional<Type> of(String word) {
      return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }
  }

  /**
   * An event that has its place among all.
   *
   * @param position grows by one from each event to the next
   */
  public record Placed(long position, AccountEvent event) {}
}
