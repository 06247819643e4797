package vestibule.core.arrival;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.departure.Erasure;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.store.ArrivalStore.Arrived;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.core.store.Stores;

/**
 * Brings people up to date who came before, for as long as the other system is still in use. What
 * they have done here stands: nothing is taken away, and no password is put over a newer one.
 */
public final class CatchUp {

  private final Landing landing;
  private final ArrivingKeys keys;

  public CatchUp(Landing landing, ArrivingKeys keys) {
    this.landing = landing;
    this.keys = keys;
  }

  /** Whether anything was changed; the account is locked. */
  boolean isChanged(Change change, Arrivals.Terms terms, FormerId former, Plan.Admit plan) {
    Person person = AccountCache.read(change.stores(), former.account()).orElseThrow();
    boolean changed = isProfileChanged(change.stores(), person, plan.arrival());
    changed |= isDisabled(change, person, plan.arrival());
    changed |= isPasswordChanged(change, former, plan);
    changed |= isAddressAdded(change, person, plan);
    changed |= isRightAdded(change.stores(), former.account(), plan.rights());
    changed |= isKeyAdded(change, terms, former, plan);
    if (changed) {
      change.record(plan.event().of(former.account()));
      change.announce(former.account());
    }
    return changed;
  }

  private static boolean isProfileChanged(Stores stores, Person person, Arrival arrival) {
    Account.Profile there = person.account().profile();
    Account.Profile merged = arrival.profile().over(there);
    if (merged.equals(there)) {
      return false;
    }
    stores.accounts().setProfile(person.id(), merged);
    return true;
  }

  /** Somebody who was disabled here stays so, and who is there cannot come back here either. */
  private static boolean isDisabled(Change change, Person person, Arrival arrival) {
    if (arrival.active() || !Erasure.disable(change, person.id())) {
      return false;
    }
    change.stores().sessions().endAll(person.id(), 0, change.now());
    return true;
  }

  /** A hash that has changed there comes in, if the password has not been changed here. */
  private static boolean isPasswordChanged(Change change, FormerId former, Plan.Admit plan) {
    Optional<StoredPassword> came = plan.arrival().password();
    if (came.isEmpty() || came.map(StoredPassword::digest).equals(former.arrived().digest())) {
      return false;
    }
    Stores stores = change.stores();
    boolean untouched = isUntouched(stores, former);
    if (untouched) {
      stores.passwords().put(former.account(), came.get().encoded().get(), change.now());
      stores.sessions().endAll(former.account(), 0, change.now());
      long version = stores.passwords().find(former.account()).orElseThrow().version();
      Arrived arrived = new Arrived(plan.digest(), version, former.arrived().keys());
      stores
          .arrivals()
          .put(new FormerId(former.source(), former.oldId(), former.account(), arrived));
    }
    return untouched;
  }

  /** Whether the password is the one that came, or there is none still. */
  private static boolean isUntouched(Stores stores, FormerId former) {
    return stores
        .passwords()
        .find(former.account())
        .map(one -> one.version() == former.arrived().version())
        .orElse(former.arrived().digest().isEmpty());
  }

  /** Keys that are new there; whoever has chosen another password here has ended them all. */
  private boolean isKeyAdded(
      Change change, Arrivals.Terms terms, FormerId former, Plan.Admit plan) {
    Stores stores = change.stores();
    FormerId now = stores.arrivals().find(former.source(), former.oldId()).orElse(former);
    if (plan.belongings().keys().isEmpty()
        || !isUntouched(stores, now)
        || !stores.accounts().find(now.account()).filter(Account::isActive).isPresent()) {
      return false;
    }
    List<String> before = now.arrived().keys();
    List<String> come =
        keys.bring(change, now.account(), plan.belongings().keys(), before, terms.visit());
    if (!come.isEmpty()) {
      stores.arrivals().put(now.with(Stream.concat(before.stream(), come.stream()).toList()));
    }
    return !come.isEmpty();
  }

  private boolean isAddressAdded(Change change, Person person, Plan.Admit plan) {
    boolean added = false;
    for (Email email : plan.emails()) {
      Optional<Email> there =
          person.emails().stream().filter(one -> one.key().equals(email.key())).findFirst();
      if (there.isEmpty()) {
        added |= landing.isClaimed(change, email.of(person.id()));
      } else if (email.verified() && !there.get().verified()) {
        added |= landing.isProven(change, there.get());
      }
    }
    return added;
  }

  private static boolean isRightAdded(Stores stores, long account, List<Plan.Right> rights) {
    boolean added = false;
    for (Plan.Right right : rights) {
      added |= stores.rights().grant(right.kind(), right.named().id(), account);
    }
    return added;
  }
}
