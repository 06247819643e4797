package vestibule.core.token;

import java.time.Instant;
import java.util.function.Function;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.model.Session;

/**
 * A live session of an active account as one token was let in by it, for as long as its entry is
 * current.
 */
final class LiveSession {

  private final AccountCache.Entry entry;
  private final Session session;
  private final long until;
  private final long due;

  /** Written without order: whoever does not see it makes it once more. */
  private Shown shown;

  LiveSession(AccountCache.Entry entry, Session session) {
    this.entry = entry;
    this.session = session;
    this.until = micros(session.life().expires());
    this.due = LastUse.due(session);
  }

  AccountCache.Entry entry() {
    return entry;
  }

  Session session() {
    return session;
  }

  /** Whether it has not ended by itself. */
  boolean lasts(Instant now) {
    return micros(now) < until;
  }

  /** Whether a use is to be noted. */
  boolean isDue(Instant now) {
    return now.getEpochSecond() >= due;
  }

  /**
   * What is shown of a token of the session, made once: a server that is asked who it is shows some
   * 300 bytes, whose times alone took as long as all else.
   *
   * @param form a constant, known by its identity
   */
  byte[] shown(TokenOutcome.Accepted token, Function<TokenOutcome.Accepted, byte[]> form) {
    Shown last = shown;
    if (last == null || last.form != form) {
      last = new Shown(form, form.apply(token));
      shown = last;
    }
    return last.bytes;
  }

  /** In microseconds since 1970, which is as fine as times are kept. */
  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }

  /** A form of a token and what it made. */
  private static final class Shown {

    private final Function<TokenOutcome.Accepted, byte[]> form;
    private final byte[] bytes;

    Shown(Function<TokenOutcome.Accepted, byte[]> form, byte[] bytes) {
      this.form = form;
      this.bytes = bytes;
    }
  }
}
