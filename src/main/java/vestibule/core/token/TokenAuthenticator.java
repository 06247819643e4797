package vestibule.core.token;

import java.time.Instant;
import java.util.Optional;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.PackedPerson;
import vestibule.core.model.Account;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;
import vestibule.core.store.Stores;

/**
 * Decides what a token that is genuine and in time is worth, by its account and session as they are
 * now.
 */
public final class TokenAuthenticator {

  private final AccountCache directory;
  private final LastUse lastUse;

  /** Judges by what a directory knows, and notes the use of sessions. */
  public TokenAuthenticator(AccountCache directory, LastUse lastUse) {
    this.directory = directory;
    this.lastUse = lastUse;
  }

  /** The worth of a token of that session; its own times are only handed on. */
  TokenOutcome judge(Genuine token, Instant now) {
    Judgement last = token.judgement;
    Optional<byte[]> person = last == null ? Optional.empty() : last.entry.current();
    return person.isPresent() && micros(now) < last.until
        ? accepted(token, last, person.get(), now)
        : judgedAnew(token, now);
  }

  private TokenOutcome judgedAnew(Genuine token, Instant now) {
    // Nothing is kept for a token that may never come again.
    token.judgement = null;
    AccountCache.Presence presence = directory.presence(token.account, token.session);
    Optional<Person> person = presence.person();
    Optional<TokenRefusal> refused =
        refused(token.account, person.map(Person::account), presence.session(), now);
    if (refused.isPresent()) {
      return new TokenOutcome.Refused(refused.get());
    }
    Session session = presence.session().orElseThrow();
    Judgement judgement = new Judgement(presence.entry().orElseThrow(), session);
    if (judgement.entry.current().isPresent()) {
      token.judgement = judgement;
    }
    return accepted(token, judgement, PackedPerson.pack(person.orElseThrow()), now);
  }

  /**
   * Judges a session once more, by what a unit of work reads. One that has not locked the account
   * knows nothing of the time after it.
   *
   * @param session that of the token that let the request in
   * @return the account
   * @throws RefusedException with {@link Refusal.TokenRefused}
   */
  public static Account require(Stores stores, Session session, Instant now) {
    long id = session.account();
    Optional<Account> account = stores.accounts().find(id);
    Optional<Session> present = stores.sessions().find(id, session.id());
    Optional<TokenRefusal> refused = refused(id, account, present, now);
    if (refused.isPresent()) {
      throw new RefusedException(new Refusal.TokenRefused(refused.get()));
    }
    return account.orElseThrow();
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
      Genuine token, Judgement judgement, byte[] person, Instant now) {
    if (now.getEpochSecond() >= judgement.due) {
      lastUse.used(judgement.session, now);
    }
    return new TokenOutcome.Accepted(
        judgement.entry, person, judgement.session, token.issued, token.expires);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  /** A token whose signature is good, and how it was judged last. */
  static final class Genuine extends Digests.Fingerprint {

    private final long account;
    private final long session;
    private final boolean refresh;
    private final long issued;
    private final long expires;

    /** Written without order, as each is true or known to be outdated; null before the first. */
    private Judgement judgement;

    /**
     * A token of a session.
     *
     * @param token what it is known by
     * @param issued seconds since 1970, as {@code expires}
     */
    Genuine(
        Digests.Fingerprint token,
        long account,
        long session,
        boolean refresh,
        long issued,
        long expires) {
      super(token);
      this.account = account;
      this.session = session;
      this.refresh = refresh;
      this.issued = issued;
      this.expires = expires;
    }

    boolean isRefresh() {
      return refresh;
    }

    boolean isExpired(Instant now) {
      return now.getEpochSecond() >= expires;
    }
  }

  /** That an account is active and a session of it live, for as long as its entry is current. */
  private static final class Judgement {

    private final AccountCache.Entry entry;
    private final Session session;

    /** Microseconds since 1970, which is as fine as times are kept. */
    private final long until;

    /** Seconds since 1970 from when on a use is to be noted. */
    private final long due;

    Judgement(AccountCache.Entry entry, Session session) {
      this.entry = entry;
      this.session = session;
      this.until = micros(session.life().expires());
      this.due = LastUse.due(session);
    }
  }
}
