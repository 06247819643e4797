package vestibule.core.email;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.Stores;
import vestibule.core.account.Account;
import vestibule.core.account.Identifier;
import vestibule.core.account.LoginKey;

/**
 * Who has an address while nobody has proved it, and what happens when somebody does (contracts.md
 * 0.11). Works inside a unit of work that has locked the account.
 */
public final class Claims {

  /** How long an unproven address is refused to other accounts. */
  public static final Duration HOLD = Duration.ofHours(24);

  private Claims() {}

  /**
   * Claims an address. Where an unproven one's hold is over, the account becomes a further
   * claimant, while the first keeps the log-in string until somebody proves the address.
   *
   * @throws RefusedException with {@link Refusal.AddressTaken} when it is proven or held
   */
  public static void claim(Stores stores, Email email, Instant now) {
    Instant until = now.plus(HOLD);
    Identifier wanted =
        new Identifier(
            email.key(), email.account(), Identifier.Kind.ADDRESS, false, Optional.of(until));
    if (!stores.identifiers().insert(wanted)
        && !stores.identifiers().hold(email.key(), now, until)
        && !stores.identifiers().insert(wanted)) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  /**
   * Gives a proved address to its account; every other account that claimed it loses it.
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} when another account proved it first
   */
  public static void prove(Stores stores, Email email, Instant now) {
    LoginKey key = email.key();
    if (email.claim().decoy() || !isOwned(stores, key, email.account())) {
      throw new RefusedException(new Refusal.CodeInvalid());
    }
    stores.emails().verify(email.account(), email.id());
    stores.emails().claims(key).stream()
        .filter(other -> other.account() != email.account() && !other.claim().decoy())
        .forEach(other -> lose(stores, other, now));
  }

  /**
   * Makes the account the proven owner of a log-in string, unless another one is; the row may come
   * or go meanwhile by others' hands.
   */
  private static boolean isOwned(Stores stores, LoginKey key, long account) {
    Identifier proven =
        new Identifier(key, account, Identifier.Kind.ADDRESS, true, Optional.empty());
    return stores.identifiers().prove(key, account)
        || stores.identifiers().insert(proven)
        || stores.identifiers().prove(key, account);
  }

  /**
   * Frees an address that its account gives up: the oldest other claimant gets the log-in string.
   * Whoever claims or gives up the same address meanwhile comes before this or after it, never in
   * between: else the string could be left to somebody who has let go of it. The string goes before
   * the address, by which the store knows what the string's row means.
   */
  public static void giveUp(Stores stores, Email email, Instant now) {
    stores.identifiers().lock(email.key());
    Optional<Email> heir =
        stores.emails().claims(email.key()).stream()
            .filter(other -> other.account() != email.account() && !other.claim().decoy())
            .findFirst();
    boolean owned =
        stores
            .identifiers()
            .find(email.key())
            .filter(identifier -> identifier.account() == email.account())
            .isPresent();
    if (owned && heir.isPresent()) {
      stores.identifiers().handOver(email.key(), heir.get().account());
    } else {
      stores.identifiers().delete(email.key(), email.account());
    }
    remove(stores, email, now);
  }

  /**
   * Takes an address from an account, which may lose its primary, its last log-in string, and so
   * its sessions.
   */
  static void lose(Stores stores, Email email, Instant now) {
    long account = email.account();
    if (!stores.accounts().lock(account)) {
      return;
    }
    stores.identifiers().delete(email.key(), account);
    remove(stores, email, now);
    endWithoutLogin(stores, account, now);
    stores.changed(account);
  }

  /** Ends the sessions of an account that nothing names any more. */
  static void endWithoutLogin(Stores stores, long account, Instant now) {
    Account loser = stores.accounts().find(account).orElseThrow();
    if (loser.username().isEmpty() && stores.emails().of(account).isEmpty()) {
      stores.sessions().endAll(account, 0, now);
    }
  }

  private static void remove(Stores stores, Email email, Instant now) {
    long account = email.account();
    stores.emails().delete(account, email.id());
    stores.codes().voidFor(account, email.id(), now);
    Account owner = stores.accounts().find(account).orElseThrow();
    if (owner.standing().primaryEmail().equals(OptionalLong.of(email.id()))) {
      stores.accounts().setPrimary(account, successor(stores.emails().of(account)));
    }
  }

  private static OptionalLong successor(List<Email> rest) {
    return rest.stream()
        .filter(email -> !email.claim().decoy())
        .sorted(Comparator.comparing(Email::verified).reversed().thenComparing(Email::id))
        .mapToLong(Email::id)
        .findFirst();
  }
}
