package vestibule.core.arrival;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import vestibule.core.address.AddressClaims;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.change.Change;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.ArrivalStore.Arrived;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.core.store.ArrivalStore.Granted;
import vestibule.core.store.ArrivalStore.Landed;
import vestibule.core.store.Stores;

/** Makes the accounts of people who come for the first time. Mails nobody. */
public final class Landing {

  private static final long FIRST_VERSION = 1;

  /** The password is newer than what came: no import puts a hash over it. */
  private static final long BEFORE_THE_FIRST = 0;

  private final AddressClaims claims;
  private final ArrivingKeys keys;

  /**
   * Accounts of newcomers.
   *
   * @param claims who has an address that several want
   */
  public Landing(AddressClaims claims, ArrivingKeys keys) {
    this.claims = claims;
    this.keys = keys;
  }

  Outcome land(Change change, Arrivals.Terms terms, Plan.Admit plan) {
    Stores stores = change.stores();
    long account = plan.account();
    if (isIdRefused(terms, plan, id -> stores.accounts().find(id).isPresent())) {
      return new Outcome.Refused(Reason.ID_TAKEN, "id");
    }
    Optional<LoginKey> name = plan.newcomer().username().map(LoginKey::of);
    if (name.filter(key -> !stores.identifiers().insert(named(key, account))).isPresent()) {
      return new Outcome.Refused(Reason.NAME_TAKEN, "username");
    }
    List<Email> claimed = claimed(change, plan.emails());
    if (name.isEmpty() && claimed.isEmpty()) {
      return new Outcome.Refused(Reason.ADDRESS_TAKEN, "emails");
    }
    stores
        .arrivals()
        .land(
            List.of(landed(change.now(), terms.source(), plan, claimed).withoutEmails()),
            change.now());
    change.record(plan.event());
    List<String> brought =
        keys.bring(change, account, plan.belongings().keys(), List.of(), terms.visit());
    if (!brought.isEmpty()) {
      stores.arrivals().put(formerId(terms.source(), plan, brought));
    }
    SortedSet<Warning> warnings = new TreeSet<>(plan.warnings());
    if (claimed.size() < plan.emails().size()) {
      warnings.add(Warning.ADDRESS_DROPPED);
    }
    return imported(plan, warnings);
  }

  static Outcome imported(Plan.Admit plan, SortedSet<Warning> warnings) {
    return new Outcome.Imported(OptionalLong.of(plan.account()), plan.newcomer().login(), warnings);
  }

  /** Whether somebody's id is to be kept and cannot be. */
  static boolean isIdRefused(Arrivals.Terms terms, Plan.Admit plan, LongPredicate taken) {
    return terms.keepIds()
        && Arrivals.number(plan.oldId()).isPresent()
        && (!terms.isKept(plan.account()) || taken.test(plan.account()));
  }

  static Identifier named(LoginKey key, long account) {
    return new Identifier(key, account, Identifier.Kind.NAME, true, Optional.empty());
  }

  private List<Email> claimed(Change change, List<Email> emails) {
    List<Email> claimed = new ArrayList<>();
    for (Email email : emails) {
      if (isClaimed(change, email)) {
        claimed.add(email);
      }
    }
    return claimed;
  }

  /** Whether the account has the address now; the address itself is stored with it. */
  boolean isClaimed(Change change, Email email) {
    Stores stores = change.stores();
    Instant now = change.now();
    try {
      stores.emails().insert(email);
      if (email.verified()) {
        claims.proveNew(change, email);
      } else {
        AddressClaims.claim(stores, email, now);
      }
      return true;
    } catch (RefusedException taken) {
      stores.emails().delete(email.account(), email.id());
      return false;
    }
  }

  /** Whether an address that the account has is proven now. */
  boolean isProven(Change change, Email email) {
    try {
      claims.prove(change, email);
      return true;
    } catch (RefusedException provenByAnother) {
      return false;
    }
  }

  /** What is stored of somebody new who has these of their addresses. */
  static Landed landed(Instant now, String source, Plan.Admit plan, List<Email> emails) {
    Arrival arrival = plan.arrival();
    return new Landed(
        new Account(
            plan.account(),
            plan.newcomer().username(),
            arrival.profile(),
            new Account.Standing(
                arrival.active() ? Account.Status.ACTIVE : Account.Status.DISABLED,
                arrival.createdAt().orElse(now),
                primary(plan, emails),
                FIRST_VERSION)),
        emails,
        arrival.password().map(password -> password.encoded().get()),
        plan.rights().stream()
            .map(right -> new Granted(right.kind(), right.named().id()))
            .distinct()
            .toList(),
        formerId(source, plan, List.of()));
  }

  /** The one that was primary there, or else the first that is proven, or else the first. */
  private static OptionalLong primary(Plan.Admit plan, List<Email> emails) {
    List<Newcomer.Addressed> addressed = plan.newcomer().addresses();
    return emails.stream()
        .filter(email -> addressed.get(plan.emails().indexOf(email)).primary())
        .findFirst()
        .or(() -> emails.stream().filter(Email::verified).findFirst())
        .or(() -> emails.stream().findFirst())
        .map(email -> OptionalLong.of(email.id()))
        .orElse(OptionalLong.empty());
  }

  private static FormerId formerId(String source, Plan.Admit plan, List<String> brought) {
    boolean proven = plan.arrival().password().filter(StoredPassword::isProven).isPresent();
    Arrived arrived =
        proven
            ? new Arrived(Optional.empty(), BEFORE_THE_FIRST, brought)
            : new Arrived(plan.digest(), FIRST_VERSION, brought);
    return new FormerId(source, plan.oldId(), plan.account(), arrived);
  }
}
