package vestibule.core.token;

import java.time.Instant;
import java.util.function.Function;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.PackedPerson;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;

/**
 * What a token or key that somebody presented is worth. The account's status is looked at before
 * the session (docs/contracts 0.10).
 */
public sealed interface TokenOutcome {

  /**
   * It stands for a live session of an active account. Belongs to the thread that answers, which
   * unpacks the person when it is first asked for.
   */
  final class Accepted implements TokenOutcome {

    private final AccountCache.Entry entry;
    private final byte[] packed;
    private final Session session;
    private final long issued;
    private final long expires;
    private final long mark;
    private Person person;

    /**
     * A token of a session.
     *
     * @param entry what is remembered of the account
     * @param packed its person
     * @param issued when the token was made, in seconds since 1970, and {@code expires} when it
     *     ends; 0 for keys
     * @param mark tells it from the session's other tokens; 0 for keys
     */
    Accepted(
        AccountCache.Entry entry,
        byte[] packed,
        Session session,
        long issued,
        long expires,
        long mark) {
      this.entry = entry;
      this.packed = packed;
      this.session = session;
      this.issued = issued;
      this.expires = expires;
      this.mark = mark;
    }

    /** The account, its addresses and rights. */
    public Person person() {
      if (person == null) {
        person = PackedPerson.unpack(packed);
      }
      return person;
    }

    /** The session. */
    public Session session() {
      return session;
    }

    /** When the token was made; 1970 for keys. */
    public Instant issued() {
      return Instant.ofEpochSecond(issued);
    }

    /** When the token ends; 1970 for keys. */
    public Instant expires() {
      return Instant.ofEpochSecond(expires);
    }

    /** What tells the token from the session's others; 0 for keys. */
    public long mark() {
      return mark;
    }

    /**
     * What is shown of the person, made once as long as nothing of the account changes.
     *
     * @param form a constant, known by its identity
     * @return not a copy, so not to be changed
     */
    public byte[] shown(Function<Person, byte[]> form) {
      return entry.shown(this::person, form);
    }
  }

  /** It stands for nobody, or for nobody any more. */
  record Refused(TokenRefusal why) implements TokenOutcome {}

  /** It is none of ours, or was changed. */
  static TokenOutcome damaged(TokenFlaw flaw) {
    return new Refused(new TokenRefusal.Damaged(flaw));
  }
}
