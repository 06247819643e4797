package vestibule.core.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import vestibule.core.address.AddressClaims;
import vestibule.core.address.Emails;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
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
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.password.PasswordHashing;
import vestibule.core.password.PasswordOwner;
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
  private final AddressClaims addressClaims;
  private final Entrance entrance;

  public Registration(
      Changes changes, Ids ids, Newcomer newcomer, AddressClaims addressClaims, Entrance entrance) {
    this.changes = changes;
    this.ids = ids;
    this.newcomer = newcomer;
    this.addressClaims = addressClaims;
    this.entrance = entrance;
  }

  /** The parts that a new account is made of. */
  public record Newcomer(
      PasswordRules rules,
      PasswordHashing hashing,
      Emails emails,
      Mails mails,
      Sessions sessions) {}

  /**
   * Refuses whoever may not register, for doors that look at fields by themselves before.
   *
   * @throws RefusedException with {@link Refusal.RegistrationClosed}
   */
  public void requireOpen(Visit visit) {
    changes
        .refusals()
        .attempt(
            AuditEvent.Kind.REGISTRATION_REFUSED,
            visit,
            attempt -> {
              entrance.admission().require();
              return attempt;
            });
  }

  /**
   * Makes an account. Checked in this order: who may register, the name's form, the address's form
   * and domain, the profile's texts, the password's rules, whether the name is taken, whether the
   * address is.
   *
   * <p>Under strict privacy, at a door that does not sign in at once, nobody learns whether the
   * address is taken: the account is made in any case, with an address that can never be confirmed
   * where it is, whose owner is told by mail. An account that nobody signs in to, or confirms, goes
   * after a while (docs/contracts 0.6).
   *
   * @throws RefusedException with {@link Refusal.NameInvalid}, {@link Refusal.AddressInvalid},
   *     {@link Refusal.DomainClosed}, {@link Refusal.FieldInvalid}, {@link
   *     Refusal.PasswordInvalid}, {@link Refusal.NameTaken} or {@link Refusal.AddressTaken}; before
   *     all, with {@link Refusal.RegistrationClosed}, with {@link Refusal.RegistrationChallenge},
   *     or with {@link Refusal.Throttled} after too many registrations from one network
   */
  public Registered register(NewAccount asked) {
    boolean discreetly =
        addressClaims.isDiscreet() && asked.terms().isEmpty() && !asked.address().proven();
    return changes
        .refusals()
        .attempt(
            AuditEvent.Kind.REGISTRATION_REFUSED,
            asked.visit(),
            _ -> {
              UserAgent client = asked.visit().client();
              entrance.admission().require();
              entrance.challenges().requireAnswer(client);
              entrance.limits().count(Limits.Kind.REGISTRATION, client);
              return register(
                  asked,
                  new Passing(entrance.admission(), () -> entrance.challenges().register(client)),
                  discreetly,
                  account -> changes.event(AuditEvent.Kind.REGISTERED, account, asked.visit()));
            });
  }

  /**
   * Makes an account for an operator, from whom nothing is hidden.
   *
   * @throws RefusedException as {@link #register}
   */
  public Person create(NewAccount asked) {
    LongFunction<AuditEvent> event =
        account ->
            changes.byOperator(
                AuditEvent.Kind.REGISTERED,
                account,
                asked.address().proven() ? "address confirmed" : "");
    return register(asked, new Passing(new Admission.Open(), () -> {}), false, event).person();
  }

  private Registered register(
      NewAccount asked, Passing passing, boolean discreetly, LongFunction<AuditEvent> event) {
    asked.username().ifPresent(Texts::requireName);
    Address address = Address.of(asked.address().text());
    passing.who().require(address);
    newcomer.mails().requireReachable(address);
    Texts.requireProfile(asked.profile());
    if (asked.credential() instanceof Credential.NewPassword(String password)) {
      newcomer.rules().require(password, asked.visit().door().passwords(), owner(asked, address));
    }
    passing.challenge().run();
    refuseTaken(asked, address, discreetly);
    Optional<String> hash = hash(asked);
    long id = ids.next(Ids.Sequence.ACCOUNT);
    Email email = newcomer.emails().email(id, address, asked.address().proven(), asked.visit());
    // The mail to an address that is taken goes to its owner, whom anybody could flood.
    boolean mails = !discreetly || entrance.limits().mayMail(address.key());
    Draft draft = draft(asked, email, hash, mails, event.apply(id));
    Person person =
        changes.add(draft.event(), Grounds.newcomer(), change -> write(change, draft, discreetly));
    return new Registered(
        person,
        draft.opening().map(opening -> new SignedIn(person, opening.session(), opening.key())));
  }

  private static PasswordOwner owner(NewAccount asked, Address address) {
    return new PasswordOwner(asked.username(), List.of(address.text()));
  }

  private Optional<String> hash(NewAccount asked) {
    String asker = asked.visit().client().network().narrow();
    return switch (asked.credential()) {
      case Credential.NewPassword(String password) ->
          Optional.of(newcomer.hashing().hash(asker, password));
      case Credential.ForeignHash(String encoded) -> Optional.of(encoded);
      case Credential.None _ -> Optional.empty();
    };
  }

  /**
   * What is asked of who makes an account.
   *
   * @param challenge is asked where nothing is wrong with the form, so that no solution is wasted,
   *     and before anything is told of names and addresses that are taken
   */
  private record Passing(Admission who, Runnable challenge) {}

  /** Spares the hash of a registration that cannot succeed; the unit of work looks again. */
  private void refuseTaken(NewAccount asked, Address address, boolean discreetly) {
    boolean nameTaken =
        asked.username().filter(name -> changes.read(s -> isName(s, name))).isPresent();
    if (nameTaken) {
      throw new RefusedException(new Refusal.NameTaken());
    }
    Instant now = changes.now();
    boolean addressTaken =
        !discreetly
            && changes
                .read(stores -> stores.identifiers().find(address.key()))
                .filter(one -> asked.address().proven() ? one.proven() : one.isHeld(now))
                .isPresent();
    if (addressTaken) {
      throw new RefusedException(new Refusal.AddressTaken());
    }
  }

  private boolean isName(Stores stores, String name) {
    return stores.identifiers().find(LoginKey.of(name)).isPresent();
  }

  private Draft draft(
      NewAccount asked, Email email, Optional<String> hash, boolean mails, AuditEvent event) {
    Visit visit = asked.visit();
    Account account =
        new Account(
            email.account(),
            asked.username(),
            asked.profile(),
            new Account.Standing(
                Account.Status.ACTIVE, email.claim().at(), OptionalLong.of(email.id()), 1));
    return new Draft(
        account,
        email,
        hash,
        asked
            .address()
            .owed()
            .filter(_ -> mails)
            .map(purpose -> newcomer.mails().to(email, purpose, visit)),
        event,
        asked.terms().map(terms -> newcomer.sessions().prepare(account.id(), visit, terms)));
  }

  private Person write(Change change, Draft draft, boolean discreetly) {
    Stores stores = change.stores();
    Account account = draft.account();
    boolean nameTaken =
        account
            .username()
            .filter(name -> !stores.identifiers().insert(nameOf(account.id(), name)))
            .isPresent();
    if (nameTaken) {
      throw new RefusedException(new Refusal.NameTaken());
    }
    Email email = claimed(stores, draft, discreetly);
    stores.accounts().insert(account);
    if (discreetly) {
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

  private Email claimed(Stores stores, Draft draft, boolean discreetly) {
    Instant at = draft.event().at();
    if (discreetly) {
      return addressClaims.claimOrPretend(stores, draft.email(), at);
    }
    if (!draft.email().verified()) {
      AddressClaims.claim(stores, draft.email(), at);
    }
    // A proven one is proved once it is stored.
    return draft.email();
  }

  private void prove(Change change, Email email) {
    try {
      addressClaims.prove(change, email);
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
