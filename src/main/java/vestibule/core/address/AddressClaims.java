package vestibule.core.address;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.change.Change;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Stores;

/**
 * Who has an address while nobody has proved it, and what happens when somebody does
 * (docs/contracts 0.11). Works inside a unit of work that has locked the account.
 *
 * <p>Under strict privacy an account keeps what it cannot have, or has lost, as a decoy: nobody
 * learns from their own list of addresses whether an address has another owner (docs/contracts
 * 0.6).
 */
public final class AddressClaims {

  /** How long an unproven address is refused to other accounts. */
  public static final Duration HOLD = Duration.ofHours(24);

  private final boolean discreet;

  /**
   * @param discreet whether a taken address is hidden from who asks for it (docs/contracts 0.6)
   */
  public AddressClaims(boolean discreet) {
    this.discreet = discreet;
  }

  /** Whether a taken address is hidden from who asks for it. */
  public boolean isDiscreet() {
    return discreet;
  }

  /**
   * Claims an address; under strict privacy an account gets a decoy of one that is taken.
   *
   * @return the address as the account has it now
   * @throws RefusedException as {@link #claim}, where nothing is hidden
   */
  public Email claimOrPretend(Stores stores, Email email, Instant now) {
    if (!discreet) {
      claim(stores, email, now);
      return email;
    }
    // A failed claim takes ten statements, which the time of an answer would tell.
    boolean taken =
        stores.identifiers().find(email.key()).filter(one -> one.isHeld(now)).isPresent();
    return isLeft(stores, email, now, !taken && isInserted(stores, email, now))
        ? email
        : email.decoy();
  }

  /**
   * Claims an address. Where an unproven one's hold is over, the account becomes a further
   * claimant, while the first keeps the log-in string until somebody proves the address.
   *
   * @throws RefusedException with {@link Refusal.AddressTaken} when it is proven or held
   */
  public static void claim(Stores stores, Email email, Instant now) {
    if (!isClaimed(stores, email, now)) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  private static boolean isClaimed(Stores stores, Email email, Instant now) {
    return isLeft(stores, email, now, isInserted(stores, email, now));
  }

  private static boolean isInserted(Stores stores, Email email, Instant now) {
    Identifier wanted = unproven(email, now);
    return stores.identifiers().insert(wanted)
        || stores.identifiers().hold(email.key(), now, now.plus(HOLD))
        || stores.identifiers().insert(wanted);
  }

  /**
   * Whether a claim stays: not one of an address that another account can still take back. Looked
   * at behind the claim, as the removal that freed the string may have ended just before it.
   */
  private static boolean isLeft(Stores stores, Email email, Instant now, boolean claimed) {
    boolean held = isHeldFromOther(stores, email, now);
    if (held && claimed) {
      stores.identifiers().delete(email.key(), email.account());
    }
    return claimed && !held;
  }

  private static boolean isHeldFromOther(Stores stores, Email email, Instant now) {
    return stores.heldAddresses().isHeldFromOther(email.key(), email.account(), now);
  }

  /**
   * Gives a proved address to its account; every other account that claimed it loses it.
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} when another account proved it first
   */
  public void prove(Change change, Email email) {
    Stores stores = change.stores();
    LoginKey key = email.key();
    if (email.claim().decoy()
        || isHeldFromOther(stores, email, change.now())
        || !isOwned(stores, key, email.account())) {
      throw new RefusedException(new Refusal.CodeInvalid());
    }
    stores.emails().verify(email.account(), email.id());
    stores.emails().claims(key).stream()
        .filter(other -> other.account() != email.account())
        .forEach(other -> lose(change, other));
  }

  /**
   * Gives a proved address to an account that is new. Where nobody has claimed it this is one
   * statement, and else what {@link #prove} does.
   *
   * @throws RefusedException as {@link #prove}
   */
  public void proveNew(Change change, Email email) {
    boolean unclaimed =
        !isHeldFromOther(change.stores(), email, change.now())
            && change.stores().identifiers().insert(proven(email.key(), email.account()));
    if (!unclaimed) {
      prove(change, email);
    }
  }

  /** The log-in string of an address that nobody else claims. */
  public static Identifier claimed(Email email, Instant now) {
    return email.verified() ? proven(email.key(), email.account()) : unproven(email, now);
  }

  private static Identifier unproven(Email email, Instant now) {
    return new Identifier(
        email.key(), email.account(), Identifier.Kind.ADDRESS, false, Optional.of(now.plus(HOLD)));
  }

  private static Identifier proven(LoginKey key, long account) {
    return new Identifier(key, account, Identifier.Kind.ADDRESS, true, Optional.empty());
  }

  /**
   * Makes the account the proven owner of a log-in string, unless another one is; the row may come
   * or go meanwhile by others' hands.
   */
  private static boolean isOwned(Stores stores, LoginKey key, long account) {
    return stores.identifiers().prove(key, account)
        || stores.identifiers().insert(proven(key, account))
        || stores.identifiers().prove(key, account);
  }

  /**
   * Frees an address that its account gives up: the oldest other claimant gets the log-in string.
   * Another claim of the same address, or its giving up, comes before this or after it, never in
   * between: else the string could be left to somebody who has let go of it. The string goes before
   * the address, by which the store knows what the string's row means.
   */
  public static void giveUp(Stores stores, Email email, Instant now) {
    stores.identifiers().lock(email.key());
    Optional<Email> heir =
        stores.emails().claims(email.key()).stream()
            .filter(other -> other.account() != email.account())
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
   * Frees an address for the owner of its mailbox, who wants none of the accounts that claim it:
   * every one of them loses it, and its hold ends (docs/contracts 0.11).
   *
   * @throws RefusedException with {@link Refusal.CodeInvalid} when an account has proved it
   */
  void disown(Change change, LoginKey key) {
    Stores stores = change.stores();
    stores.identifiers().lock(key);
    Optional<Identifier> owned = stores.identifiers().find(key);
    if (owned.filter(Identifier::proven).isPresent()) {
      throw new RefusedException(new Refusal.CodeInvalid());
    }
    stores.emails().claims(key).forEach(claim -> lose(change, claim));
    owned.ifPresent(identifier -> stores.identifiers().delete(key, identifier.account()));
  }

  /**
   * Locks every account that claims an address, in the order of their ids, so that of several units
   * of work that take it from many accounts none waits for another in a circle. A claim that comes
   * after that is seen, and its account locked, once the address is.
   */
  static void lockClaimants(Change change, LoginKey key) {
    change.stores().emails().claims(key).stream()
        .mapToLong(Email::account)
        .sorted()
        .forEach(change::lock);
  }

  /**
   * Takes an address from an account, which may lose its primary, its last log-in string, and so
   * its sessions.
   */
  private void lose(Change change, Email email) {
    long account = email.account();
    if (!change.lock(account)) {
      return;
    }
    Stores stores = change.stores();
    Instant now = change.now();
    stores.identifiers().delete(email.key(), account);
    if (discreet) {
      stores.emails().withhold(account, email.id());
      stores.codes().voidFor(account, email.id(), now);
    } else {
      remove(stores, email, now);
    }
    endWithoutLogin(change, account);
    change.announce(account);
  }

  /** Ends the sessions of an account that nothing names any more. */
  private static void endWithoutLogin(Change change, long account) {
    Stores stores = change.stores();
    Account loser = stores.accounts().find(account).orElseThrow();
    boolean named =
        loser.username().isPresent()
            || stores.emails().of(account).stream().anyMatch(email -> !email.claim().decoy());
    if (!named) {
      change.endSessions(account, 0);
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
        .sorted(Comparator.comparing(Email::verified).reversed().thenComparing(Email::id))
        .mapToLong(Email::id)
        .findFirst();
  }
}
