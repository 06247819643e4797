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
  private final HashStock stock;
  private final Limits limits;

  public PasswordCheck(Changes changes, PasswordHashing hashing, HashStock stock, Limits limits) {
    this.changes = changes;
    this.hashing = hashing;
    this.stock = stock;
    this.limits = limits;
  }

  /**
   * Tries texts in turn against the password of an account. Nobody's password, and that of an
   * account that has none, costs as many hashes as a wrong one, and as many look-ups. Its hashes
   * are of a kind that the stock has, and always of the same.
   *
   * @param asker whose turn it takes at hashing
   * @param name what was typed as a name, or anything else that stays the same
   * @throws RefusedException with {@link Refusal.WrongCredentials} when none matches
   */
  public Checked check(String asker, Optional<Long> account, String name, List<String> candidates) {
    Optional<Password> password =
        changes.read(stores -> stores.passwords().find(account.orElse(NOBODY)));
    return matching(asker, account, password, name, candidates)
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

  /**
   * The same where a wrong one is refused.
   *
   * @throws RefusedException with {@link Refusal.PasswordChangeInvalid} too
   */
  public Checked require(Session session, List<String> candidates) {
    return check(session, candidates).orElseThrow(PasswordCheck::wrong);
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.PasswordChangeInvalid(true, List.of()));
  }

  private Optional<Checked> present(Session session, List<String> candidates) {
    Optional<Long> account = Optional.of(session.account());
    Optional<Password> password =
        changes.read(
            stores -> {
              TokenAuthenticator.require(stores, session, changes.now());
              return stores.passwords().find(session.account());
            });
    return matching(
        askerOf(session.account()), account, password, askerOf(session.account()), candidates);
  }

  /**
   * The account is active and has the password of that version still, 0 being none; else {@link
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
    return stores.passwords().find(account).map(Password::version).orElse(0L) == version;
  }

  /**
   * Refuses while no password can be checked, before anything is looked up for it: a flood of
   * log-ins is to cost as little as it can.
   *
   * @throws RefusedException with {@link Refusal.Busy}
   */
  public void requireRoom(String asker) {
    hashing.requireRoom(asker);
    stock.refresh();
  }

  /** Who takes a turn at hashing for somebody who is let in. */
  public static String askerOf(long account) {
    return "account " + account;
  }

  private Optional<Checked> matching(
      String asker,
      Optional<Long> account,
      Optional<Password> password,
      String name,
      List<String> candidates) {
    // Drawn in any case: it is work too.
    Optional<String> standIn = stock.standIn(name);
    return candidates.stream()
        .filter(candidate -> matches(asker, password, standIn, candidate))
        .findFirst()
        .map(text -> new Checked(account.orElseThrow(), password.orElseThrow(), text));
  }

  private boolean matches(
      String asker, Optional<Password> password, Optional<String> standIn, String candidate) {
    if (password.isPresent()) {
      return hashing.verify(asker, password.get().hash(), candidate);
    }
    standIn.ifPresentOrElse(
        hash -> hashing.verify(asker, hash, candidate), () -> hashing.spend(asker, candidate));
    return false;
  }

  /**
   * Hashes a password as we do whose hash another system made: all of the text that was typed,
   * however much of it the other one looked at. It is to be written by {@link Checked#renew}.
   *
   * @return empty for one whose hash is ours, and while too many hashes wait: then the next log-in
   *     does it
   */
  public Optional<String> renewed(String asker, Checked checked) {
    try {
      return Optional.of(checked.password())
          .filter(Password::isForeign)
          .map(_ -> hashing.hash(asker, checked.text()));
    } catch (RefusedException busy) {
      return Optional.empty();
    }
  }

  /**
   * A password that was right when it was looked at.
   *
   * @param password as it was then
   * @param text the candidate that matched
   */
  public record Checked(long account, Password password, String text) implements Grounds {

    /** The version of the password. */
    public long version() {
      return password.version();
    }

    /** As {@link PasswordCheck#unchanged}. */
    @Override
    public void require(Change change) {
      unchanged(account, version()).require(change);
    }

    /**
     * Puts a hash of ours in the place of another system's, unless somebody was faster. It stays
     * the same password of the same version: two first log-ins at once both succeed.
     */
    public void renew(Change change, Optional<String> hash) {
      hash.ifPresent(ours -> change.stores().passwords().renew(account, password.hash(), ours));
    }

    /** Whether the account has the same password still, in a unit of work that has locked it. */
    public boolean isSame(Stores stores) {
      return PasswordCheck.isSame(stores, account, version());
    }

    /**
     * Refuses where it is not, in a unit of work that has locked the account.
     *
     * @throws RefusedException with {@link Refusal.PasswordChangeInvalid}
     */
    public void requireSame(Stores stores) {
      if (!isSame(stores)) {
        throw wrong();
      }
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return "Checked[account=" + account + "]";
    }
  }
}
