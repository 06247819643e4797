package vestibule.core.token;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.PackedPerson;
import vestibule.core.cache.Remembered;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.store.Stores;

/**
 * Decides what a token that is genuine and in time is worth, by its account and session as they are
 * now.
 */
public final class TokenAuthenticator {

  private final AccountCache cache;
  private final LastUse lastUse;

  /** Judges by what a node remembers, and notes the use of sessions. */
  public TokenAuthenticator(AccountCache cache, LastUse lastUse) {
    this.cache = cache;
    this.lastUse = lastUse;
  }

  /** The worth of a token of that session; its own times are only handed on. */
  TokenOutcome authenticate(VerifiedToken token, Instant now) {
    LiveSession last = token.last;
    Optional<byte[]> person = last == null ? Optional.empty() : last.entry().current();
    return person.isPresent() && last.lasts(now)
        ? accepted(token, last, person.get(), now)
        : authenticatedAnew(token, now);
  }

  private TokenOutcome authenticatedAnew(VerifiedToken token, Instant now) {
    // Nothing is kept for a token that may never come again.
    token.last = null;
    AccountCache.Presence presence = cache.presence(token.account, token.session);
    Optional<Person> person = presence.person();
    Optional<TokenRefusal> refused =
        refused(token.account, person.map(Person::account), presence.session(), now);
    if (refused.isPresent()) {
      return new TokenOutcome.Refused(refused.get());
    }
    Session session = presence.session().orElseThrow();
    LiveSession live = new LiveSession(presence.entry().orElseThrow(), session);
    if (live.entry().current().isPresent()) {
      token.last = live;
    }
    return accepted(token, live, PackedPerson.pack(person.orElseThrow()), now);
  }

  /**
   * Judges a session once more, by what a unit of work reads. One that has not locked the account
   * knows nothing of the time after it.
   *
   * @param session that of the token that let the request in
   * @throws RefusedException with {@link Refusal.TokenRefused}
   */
  public static void require(Stores stores, Session session, Instant now) {
    long id = session.account();
    Optional<Account> account = stores.accounts().find(id);
    Optional<Session> present = stores.sessions().find(id, session.id());
    Optional<TokenRefusal> refused = refused(id, account, present, now);
    if (refused.isPresent()) {
      throw new RefusedException(new Refusal.TokenRefused(refused.get()));
    }
  }

  private static Optional<TokenRefusal> refused(
      long id, Optional<Account> account, Optional<Session> session, Instant now) {
    if (account.isEmpty()) {
      return Optional.of(new TokenRefusal.Gone(id));
    }
    if (!account.get().isActive()) {
      return Optional.of(new TokenRefusal.Disabled(id));
    }
    return session.filter(present -> present.isLive(now)).isPresent()
        ? Optional.empty()
        : Optional.of(new TokenRefusal.Ended());
  }

  private TokenOutcome.Accepted accepted(
      VerifiedToken token, LiveSession live, byte[] person, Instant now) {
    if (live.isDue(now)) {
      lastUse.used(live.session(), now);
    }
    return new TokenOutcome.Accepted(live, person, token);
  }

  /** A token that is genuine, and the session that it was let in by last. */
  static final class VerifiedToken extends Remembered.Item {

    private final TokenFormat.Kind kind;
    private final long account;
    private final long session;
    private final long issued;
    private final long expires;
    private final long mark;

    /** What verified its signature; null where none of our keys has signed it. */
    private final JwtCodec by;

    /** Null for a token of ours. */
    private final FormerTokens.Origin origin;

    /** Written without order, as each is true or known to be outdated; null before the first. */
    private LiveSession last;

    /**
     * A token of a session.
     *
     * @param by what verified its signature; empty where it has none
     * @param mark tells it from the session's other tokens; 0 for keys
     */
    VerifiedToken(
        TokenFormat.Kind kind,
        long account,
        long session,
        TokenFormat.Times times,
        Optional<JwtCodec> by,
        long mark) {
      this.kind = kind;
      this.account = account;
      this.session = session;
      this.issued = times.issued();
      this.expires = times.expires();
      this.by = by.orElse(null);
      this.mark = mark;
      this.origin = null;
    }

    /** A token of an installation before. */
    VerifiedToken(FormerTokens.Known known) {
      this.kind = known.kind();
      this.account = known.account();
      this.session = known.session();
      this.issued = known.times().issued();
      this.expires = known.times().expires();
      this.by = null;
      this.mark = known.mark();
      this.origin = known.origin();
    }

    TokenFormat.Kind kind() {
      return kind;
    }

    /** Whether what proved it still does. */
    boolean isInForce(TokenKeys keys, Instant now) {
      return by == null || keys.isInForce(by, now);
    }

    long issued() {
      return issued;
    }

    long expires() {
      return expires;
    }

    long mark() {
      return mark;
    }

    Optional<FormerTokens.Origin> origin() {
      return Optional.ofNullable(origin);
    }

    boolean isExpired(Instant now) {
      return now.getEpochSecond() >= expires;
    }
  }
}
