package vestibule.core.operator;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.operator.OperatorRefusal.Why;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Stores;
import vestibule.core.token.TokenAuthenticator;

/**
 * Somebody who acts on other people's accounts by a permission.
 *
 * @param session by which they are signed in
 * @param duty that they had when they were let in
 * @param wanted the duty that they act by, which may be less
 */
public record Operator(Session session, Visit visit, Duty duty, Duty wanted) {

  /** Where the audit trail says that they acted. */
  public static final String PLACE = "admin";

  private static final String BY = "by account ";
  private static final Pattern SAID = Pattern.compile("(?:^|; )" + BY + "([0-9]{1,16})$");

  /** The number of their own account. */
  public long account() {
    return session.account();
  }

  /** Where they act, as the audit trail keeps it. */
  public AuditEvent.Place place() {
    UserAgent client = visit.client();
    return new AuditEvent.Place(
        AuditEvent.Actor.OPERATOR, PLACE, client.networkAddress(), client.browser());
  }

  /** What the audit trail says of an act of theirs. */
  public String detail(String what) {
    return (what.isEmpty() ? "" : what + "; ") + BY + account();
  }

  /** The account of the operator that an event says; empty for all that others did. */
  public static Optional<String> of(AuditEvent event) {
    Matcher said = SAID.matcher(event.detail());
    boolean acted =
        event.place().actor() == AuditEvent.Actor.OPERATOR && event.place().door().equals(PLACE);
    return acted && said.find() ? Optional.of(said.group(1)) : Optional.empty();
  }

  /**
   * Judges them once more inside the unit of work that is to act, which holds the locks of both
   * accounts: a session that ended meanwhile does nothing, nor does a permission that was taken.
   *
   * @param account that is acted on; 0 for none
   * @throws RefusedException with {@link Refusal.TokenRefused}
   * @throws OperatorRefusal where the permission is no more, or the account an operator's or their
   *     own: people act on their own account elsewhere, and no last admin shuts themselves out here
   */
  public void require(Stores stores, long account, Instant now) {
    TokenAuthenticator.require(stores, session, now);
    if (account == account()) {
      throw new OperatorRefusal(Why.OWN_ACCOUNT);
    }
    Duty held = requireHeld(stores, Why.GONE);
    boolean isOperators = account != 0 && Duty.of(stores.rights().of(account)).isPresent();
    if (isOperators && !held.includes(Duty.ADMIN)) {
      throw new OperatorRefusal(Why.PROTECTED);
    }
  }

  /**
   * Judges what they did before it is committed: what belongs to all, as a role, may be what they
   * act by. So whoever acts as an admin is one afterwards, and somebody is left who gives the duty
   * to others. That holds of several at once when they take such a right one after the other.
   *
   * @throws OperatorRefusal with {@link Why#OWN_DUTY}
   */
  public void requireKept(Stores stores) {
    requireHeld(stores, Why.OWN_DUTY);
  }

  /**
   * Judges whether they may delete a permission at all.
   *
   * @throws OperatorRefusal with {@link Why#RESERVED}
   */
  public void requireDeletable(String permission) {
    if (Duty.isReserved(permission)) {
      throw new OperatorRefusal(Why.RESERVED);
    }
  }

  private Duty requireHeld(Stores stores, Why otherwise) {
    return Duty.of(stores.rights().of(account()))
        .filter(present -> present.includes(wanted))
        .orElseThrow(() -> new OperatorRefusal(otherwise));
  }
}
