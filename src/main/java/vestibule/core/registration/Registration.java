package vestibule.core.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Emails;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.Account;
import vestibule.core.model.Address;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.password.PasswordHashing;
import vestibule.core.password.PasswordRules;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.session.Sessions;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/**
 * Makes accounts: the account, its log-in strings, its password, its first mail and its first
 * session in one unit of work.
 */
public final class Registration {

  /** How long after its registration an account that nobody signs in to goes. */
  public static final Duration TRIAL = Duration.ofDays(7);

  private final Changes changes;
  private final Ids ids;
  private final Newcomer newcomer;
  private final AddressClaims claims;
  private final InstantSource clock;

  /** Registration in a database. */
  public Registration(
      Changes changes, Ids ids, Newcomer newcomer, AddressClaims claims, InstantSource clock) {
    this.changes = changes;
    this.ids = ids;
    this.newcomer = newcomer;
    this.claims = claims;
    this.clock = clock;
  }

  /** The parts that a new account is made of. */
  public record Newcomer(
      PasswordRules rules,
      PasswordHashing hashing,
      Emails emails,
      Mails mails,
      Sessions sessions) {}

  /**
   * Makes an account. Checked in this order: the name's form, the address's form, the profile's
   * texts, the password's rules, whether the name is taken, whether the address is.
   *
   * <p>Under strict privacy, at a door that does not sign in at once, nobody learns whether the
   * address is taken: the account is made in any case, with an address that can never be confirmed
   * where it is, whose owner is told by mail. An account that nobody signs in to, or confirms, goes
   * after a while (docs/contracts 0.6).
   *
   * @throws RefusedException with {@link Refusal.NameInvalid}, {@link Refusal.AddressInvalid},
   *     {@link Refusal.FieldInvalid}, {@link Refusal.PasswordInvalid}, {@link Refusal.NameTaken} or
   *     {@link Refusal.AddressTaken}
   */
  public Registered register(NewAccount asked) {
    boolean discreetly = claims.isDiscreet() && asked.terms().isEmpty();
    return register(asked, discreetly ? Way.DISCREET : Way.OPEN);
  }

  /**
   * Makes an account for an operator, from whom nothing is hidden.
   *
   * @throws RefusedException as {@link #register}
   */
  public Person create(NewAccount asked) {
    return register(asked, Way.OPEN).person();
  }

  /**
   * As {@link #create}, for an operator who vouches that the address is the person's own: it is
   * confirmed at once, everybody else who claims it without proof loses it, and no mail asks to
   * confirm it.
   */
  public Person createConfirmed(NewAccount asked) {
    return register(asked, Way.CONFIRMED).person();
  }

  /** What a registration tells of a taken address, and whether the new one is confirmed. */
  private enum Way {
    OPEN,
    DISCREET,
    CONFIRMED
  }

  private Registered register(NewAccount asked, Way way) {
    asked.username().ifPresent(Texts::requireName);
    Address address = Address.of(asked.address());
    newcomer.mails().requireReachable(address);
    Texts.requireProfile(asked.profile());
    asked
        .password()
        .ifPresent(
            password -> newcomer.rules().require(password, asked.visit().door().passwords()));
    refuseTaken(asked, address, way);
    Optional<String> hash = asked.password().map(newcomer.hashing()::hash);
    Draft draft = draft(asked, address, hash, way);
    Person person =
        changes.add(draft.event(), Grounds.newcomer(), change -> write(change, draft, way));
    return new Registered(
        person,
        draft.opening().map(opening -> new SignedIn(person, opening.session(), opening.key())));
  }

  /** Spares the hash of a registration that cannot succeed; the unit of work looks again. */
  private void refuseTaken(NewAccount asked, Address address, Way way) {
    boolean nameTaken =
        asked.username().filter(name -> changes.read(s -> isName(s, name))).isPresent();
    if (nameTaken) {
      throw new RefusedException(new Refusal.NameTaken());
    }
    Instant now = clock.instant();
    boolean addressTaken =
        way != Way.DISCREET
            && changes
                .read(stores -> stores.identifiers().find(address.key()))
                .filter(one -> way == Way.CONFIRMED ? one.proven() : one.isHeld(now))
                .isPresent();
    if (addressTaken) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  private boolean isName(Stores stores, String name) {
    return stores.identifiers().find(LoginKey.of(name)).isPresent();
  }

  private Draft draft(NewAccount asked, Address address, Optional<String> hash, Way way) {
    Visit visit = asked.visit();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long id = ids.next(Ids.Sequence.ACCOUNT);
    boolean confirmed = way == Way.CONFIRMED;
    Email claimed = newcomer.emails().email(id, address, visit, now);
    Email email = new Email(claimed.id(), id, claimed.address(), confirmed, claimed.claim());
    Account account =
        new Account(
            id,
            asked.username(),
            asked.profile(),
            new Account.Standing(Account.Status.ACTIVE, now, OptionalLong.of(email.id()), 1));
    Mail.Purpose purpose = hash.isPresent() ? Mail.Purpose.CONFIRM : Mail.Purpose.INVITE;
    Mail mail = newcomer.mails().to(email, purpose, visit.door().name(), visit.client().language());
    boolean owed = !confirmed || purpose == Mail.Purpose.INVITE;
    AuditEvent event =
        confirmed
            ? changes.byOperator(AuditEvent.Kind.REGISTERED, id, "address confirmed")
            : changes.event(AuditEvent.Kind.REGISTERED, id, visit);
    return new Draft(
        account,
        email,
        hash,
        Optional.of(mail).filter(one -> owed),
        event,
        asked.terms().map(terms -> newcomer.sessions().prepare(id, visit, terms)));
  }

  private Person write(Change change, Draft draft, Way way) {
    Stores stores = change.stores();
    Account account = draft.account();
    account
        .username()
        .map(name -> nameOf(account.id(), name))
        .filter(identifier -> !stores.identifiers().insert(identifier))
        .ifPresent(
            taken -> {
              throw new RefusedException(new Refusal.NameTaken());
            });
    Email email = claimed(stores, draft, way);
    stores.accounts().insert(account);
    if (way == Way.DISCREET) {
      stores.accounts().beginTrial(account.id(), draft.event().at().plus(TRIAL));
    }
    stores.emails().insert(email);
    if (email.verified()) {
      prove(change, email);
    }
    draft.hash().ifPresent(hash -> stores.passwords().put(account.id(), hash, draft.event().at()));
    draft
        .mail()
        .map(mail -> email.claim().decoy() ? mail.as(Mail.Purpose.ADDRESS_TAKEN) : mail)
        .ifPresent(stores.outbox()::insert);
    draft.opening().ifPresent(opening -> newcomer.sessions().open(change, opening));
    return new Person(account, List.of(email), Rights.NONE);
  }

  private Email claimed(Stores stores, Draft draft, Way way) {
    Instant at = draft.event().at();
    return switch (way) {
      case DISCREET -> claims.claimOrPretend(stores, draft.email(), at);
      case OPEN -> {
        AddressClaims.claim(stores, draft.email(), at);
        yield draft.email();
      }
      // It is proved once it is stored.
      case CONFIRMED -> draft.email();
    };
  }

  private void prove(Change change, Email email) {
    try {
      claims.prove(change, email);
    } catch (RefusedException provenByAnother) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  private static Identifier nameOf(long account, String name) {
    return new Identifier(LoginKey.of(name), account, Identifier.Kind.NAME, true, Optional.empty());
  }

  private record Draft(
      Account account,
      Email email,
      Optional<String> hash,
      Optional<Mail> mail,
      AuditEvent event,
      Optional<Sessions.Opening> opening) {

    /** Hides the hash. */
    @Override
    public String toString() {
      return "Draft[account=" + account.id() + "]";
    }
  }
}
