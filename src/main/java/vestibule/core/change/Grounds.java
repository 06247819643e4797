package vestibule.core.change;

import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.token.TokenAuthenticator;

/**
 * The right by which an account is changed, judged again under its lock, as it may have been lost
 * since the request was let in.
 */
@FunctionalInterface
public interface Grounds {

  /**
   * Locks the account of the change and judges.
   *
   * @throws RefusedException when there is no such account, or these grounds hold no more
   */
  void require(Change change);

  /**
   * The session of the token that let a request in: its body may have come seconds after its head.
   * Refused with {@link Refusal.TokenRefused}.
   */
  static Grounds of(Session session) {
    return change -> {
      change.lock(session.account());
      TokenAuthenticator.require(change.stores(), session, change.now());
    };
  }

  /** The account is made by the change itself, and nobody else knows of it. */
  static Grounds newcomer() {
    return change -> {};
  }

  /** An operator may change any account that is there; else {@link Refusal.AccountUnknown}. */
  static Grounds operator() {
    return change -> {
      if (change.account() != 0 && !change.lock(change.account())) {
        throw new RefusedException(new Refusal.AccountUnknown());
      }
    };
  }
}
