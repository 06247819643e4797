package vestibule.core.password;

import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.Password;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Stores;
import vestibule.core.token.TokenAuthenticator;

/**
 * Checks passwords outside of any unit of work, and lets the unit of work that follows look whether
 * what was checked still holds.
 */
public final class PasswordCheck {

  /** No account has this id. */
  private static final long NOBODY = 0;

  private final Changes changes;
  private final PasswordHashing hashing;
  private final Limits limits;

  public PasswordCheck(Changes changes, PasswordHashing hashing, Limits limits) {
    this.changes = changes;
    this.hashing = hashing;
    this.limits = limits;
  }

  /**
   * Tries texts in turn against the password of an account. Nobody's password, and that of an
   * account that has none, costs as many hashes as a wrong one, and as many look-ups.
   *
   * @param asker whose turn it takes at hashing
   * @throws RefusedException with {@link Refusal.WrongCredentials} when none matches
   */
  public Checked check(String asker, Optional<Long> account, List<String> candidates) {
    Optional<Password> password =
        changes.read(stores -> stores.passwords().find(account.orElse(NOBODY)));
    return matching(asker, account, password, candidates)
        .orElseThrow(() -> new RefusedException(new Refusal.WrongCredentials()));
  }

  /**
   * The same for somebody who is signed in. Somebody who is shut out by now is not told whether it
   * is their password.
   *
   * @return empty when none matches
   * @throws RefusedException with {@link Refusal.TokenRefused}, or with {@link Refusal.Throttled}
   *     after too many wrong ones
   */
  Optional<Checked> check(Session session, List<String> candidates) {
    return limits.present(session, () -> present(session, candidates));
  }

  private Optional<Checked> present(Session session, List<String> candidates) {
    Optional<Long> account = Optional.of(session.account());
    Optional<Password> password =
        changes.read(
            stores -> {
              TokenAuthenticator.require(stores, session, changes.now());
              return stores.passwords().find(session.account());
            });
    return matching(askerOf(session.account()), account, password, candidates);
  }

  /**
   * The account is active and has the password of that version still; else {@link
   * Refusal.WrongCredentials}.
   */
  public static Grounds unchanged(long account, long version) {
    return change -> {
      boolean holds =
          change.lock(account)
              && change.stores().accounts().find(account).orElseThrow().isActive()
              && isSame(change.stores(), account, version);
      if (!holds) {
        throw new RefusedException(new Refusal.WrongCredentials());
      }
    };
  }

  private static boolean isSame(Stores stores, long account, long version) {
    return stores.passwords().find(account).filter(now -> now.version() == version).isPresent();
  }

  /**
   * Refuses while no password can be checked, before anything is looked up for it: a flood of
   * log-ins is to cost as little as it can.
   *
   * @throws RefusedException with {@link Refusal.Busy}
   */
  public void requireRoom(String asker) {
    hashing.requireRoom(asker);
  }

  /** Who takes a turn at hashing for somebody who is let in. */
  static String askerOf(long account) {
    return "account " + account;
  }

  private Optional<Checked> matching(
      String asker, Optional<Long> account, Optional<Password> password, List<String> candidates) {
    return candidates.stream()
        .filter(candidate -> matches(asker, password, candidate))
        .findFirst()
        .map(text -> new Checked(account.orElseThrow(), password.orElseThrow().version(), text));
  }

  private boolean matches(String asker, Optional<Password> password, String candidate) {
    if (password.isEmpty()) {
      hashing.spend(asker, candidate);
      return false;
    }
    return hashing.verify(asker, password.get().hash(), candidate);
  }

  /**
   * A password that was right when it was looked at.
   *
   * @param text the candidate that matched
   */
  public record Checked(long account, long version, String text) implements Grounds {

    /** As {@link PasswordCheck#unchanged}. */
    @Override
    public void require(Change change) {
      unchanged(account, version).require(change);
    }

    /** Whether the account has the same password still, in a unit of work that has locked it. */
    public boolean isSame(Stores stores) {
      return PasswordCheck.isSame(stores, account, version);
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return "Checked[account=" + account + "]";
    }
  }
}
