package vestibule.core.token;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import vestibule.core.cache.PackedPerson;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.token.TokenAuthenticator.VerifiedToken;

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

    private final LiveSession live;
    private final byte[] packed;
    private final VerifiedToken token;
    private Person person;

    /**
     * A token of a session.
     *
     * @param live what it was let in by
     * @param packed its person
     */
    Accepted(LiveSession live, byte[] packed, VerifiedToken token) {
      this.live = live;
      this.packed = packed;
      this.token = token;
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
      return live.session();
    }

    /** When the token was made; 1970 for keys. */
    public Instant issued() {
      return Instant.ofEpochSecond(token.issued());
    }

    /** When the token ends; 1970 for keys. */
    public Instant expires() {
      return Instant.ofEpochSecond(token.expires());
    }

    /** What tells the token from the session's others; 0 for keys. */
    public long mark() {
      return token.mark();
    }

    /**
     * The id of an access token, 32 hex digits as its {@code jti} has them, maybe with dashes
     * between; empty for what has no id, and for a token of an installation before.
     */
    public Optional<String> id() {
      return token.expires() == 0 || token.origin().isPresent()
          ? Optional.empty()
          : Optional.of(TokenIds.of(session().id(), token.mark()));
    }

    /** The installation before that has made it; empty for a token of ours. */
    public Optional<FormerTokens.Origin> origin() {
      return token.origin();
    }

    /**
     * What is shown of the person, made once as long as nothing of the account changes.
     *
     * @param form a constant, known by its identity
     * @return not a copy, so not to be changed
     */
    public byte[] shown(Function<Person, byte[]> form) {
      return live.entry().shown(this::person, form);
    }

    /**
     * What is shown of the token and its session, made once as long as nothing of the account
     * changes.
     *
     * @param form a constant, known by its identity
     * @return not a copy, so not to be changed
     */
    public byte[] shownOfToken(Function<Accepted, byte[]> form) {
      return live.shown(this, form);
    }
  }

  /** It stands for nobody, or for nobody any more. */
  record Refused(TokenRefusal why) implements TokenOutcome {}

  /** Whether none of our keys has signed it, so that one of an installation before may have. */
  default boolean isForeign() {
    return this instanceof Refused(TokenRefusal.Damaged(TokenFlaw flaw))
        && flaw == TokenFlaw.NOT_SIGNED;
  }

  /** It is none of ours, or was changed. */
  static TokenOutcome damaged(TokenFlaw flaw) {
    return new Refused(new TokenRefusal.Damaged(flaw));
  }
}
