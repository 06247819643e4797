package vestibule.core.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.RefreshTokenStore;
import vestibule.core.store.RefreshTokenStore.Row;

/**
 * Refresh tokens that work once. The tabs of a browser may use one at once, and all get the same
 * new one; a later use is one of a copy, and nobody knows which of the two has the copy: it ends
 * the session and tells the owner.
 */
public final class RefreshRotation {

  /** How long after its first use a token is answered as at its first use. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final Changes changes;
  private final Notices notices;

  public RefreshRotation(Changes changes, Notices notices) {
    this.changes = changes;
    this.notices = notices;
  }

  /**
   * A token that is to be used, and the one that takes its place.
   *
   * @param life of a refresh token
   */
  public record Step(long mark, long next, Duration life) {}

  /**
   * Uses a token.
   *
   * @return when it was used first, which the tokens that take its place are dated by; empty when
   *     that was too long ago, and the session has ended by this
   * @throws RefusedException with {@link Refusal.TokenRefused} when the session ended meanwhile
   */
  public Optional<Instant> rotate(Session session, Step step, Visit visit) {
    Optional<Instant> used =
        changes.unit(session.account(), changes.now(), change -> used(change, session, step));
    if (used.isEmpty()) {
      end(session, visit);
    }
    return used;
  }

  /**
   * Whether a token would be refused, by whoever uses it: it was used too long ago, or is older
   * than one that was. Nothing is changed by this.
   *
   * @param mark of a token whose session lives
   */
  public boolean isSpent(Session session, long mark) {
    List<Row> rows =
        changes.read(stores -> stores.refreshTokens().of(session.account(), session.id()));
    Optional<Row> known = rows.stream().filter(row -> row.mark() == mark).findFirst();
    return known.isEmpty() ? !rows.isEmpty() : known.get().used().filter(this::isLate).isPresent();
  }

  private boolean isLate(Instant used) {
    return changes.now().isAfter(used.plus(TOLERANCE));
  }

  private static Optional<Instant> used(Change change, Session session, Step step) {
    Grounds.of(session).require(change);
    RefreshTokenStore tokens = change.stores().refreshTokens();
    Instant now = change.now();
    List<Row> rows = tokens.of(session.account(), session.id());
    Optional<Row> known = rows.stream().filter(row -> row.mark() == step.mark()).findFirst();
    if (known.isEmpty() && !rows.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> before = known.flatMap(Row::used);
    if (before.isPresent()) {
      return before.filter(at -> !now.isAfter(at.plus(TOLERANCE)));
    }
    Instant end = now.plus(step.life());
    if (known.isEmpty()) {
      tokens.insert(session.account(), session.id(), new Row(step.mark(), Optional.of(now), end));
    } else {
      tokens.use(session.account(), session.id(), step.mark(), now);
    }
    tokens.deleteUsed(session.account(), session.id(), now.minus(TOLERANCE));
    tokens.insert(session.account(), session.id(), new Row(step.next(), Optional.empty(), end));
    return Optional.of(now);
  }

  /** Several uses of a copy end the session once, and tell of it once. */
  private void end(Session session, Visit visit) {
    long account = session.account();
    AuditEvent event =
        changes.event(
            AuditEvent.Kind.REFRESH_TOKEN_REUSED, account, visit, "session " + session.id());
    List<Email> emails = changes.read(stores -> stores.emails().of(account));
    List<Mail> told = notices.of(Mail.Purpose.REFRESH_TOKEN_REUSED, emails, visit);
    changes.makeIf(
        event,
        change -> change.lock(account),
        change -> {
          boolean ended = change.endSession(account, session.id());
          if (ended) {
            told.forEach(change.stores().outbox()::insert);
          }
          return ended;
        });
  }
}
