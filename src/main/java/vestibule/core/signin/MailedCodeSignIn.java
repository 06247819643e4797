package vestibule.core.signin;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import vestibule.core.audit.Refusals;
import vestibule.core.cache.AccountCache;
import vestibule.core.challenge.Challenges;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Mail;
import vestibule.core.model.MailRequest;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Mails;
import vestibule.core.password.PasswordCheck;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Secrets;
import vestibule.core.session.Sessions;
import vestibule.core.store.Stores;
import vestibule.core.store.signin.MailedSignIn;

/**
 * Lets people in by a code that is mailed to a confirmed address, in the place of the password;
 * never in the place of a second factor.
 *
 * <p>Who asks gets a ticket, whoever is named: whether anybody is, is found out after the answer. A
 * code opens what its own ticket stands for alone, so that nobody uses up another's tries.
 */
public final class MailedCodeSignIn {

  /** How long a code can be used, from the request on. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  /** How many codes can be tried: of a hundred million one is right. */
  public static final int TRIES = 5;

  /** Digits of a code. */
  public static final int DIGITS = 8;

  private static final int SECRET_DIGITS = 64;
  private static final Pattern TICKET = Pattern.compile("[0-9a-f]{14}[0-9a-f]{64}");
  private static final int ID_DIGITS = 14;

  private final Changes changes;
  private final Gate gate;
  private final Mails mails;
  private final Sessions sessions;
  private final FurtherFactors factors;
  private final Secrets secrets;

  public MailedCodeSignIn(
      Changes changes,
      Gate gate,
      Mails mails,
      Sessions sessions,
      FurtherFactors factors,
      Secrets secrets) {
    this.changes = changes;
    this.gate = gate;
    this.mails = mails;
    this.sessions = sessions;
    this.factors = factors;
    this.secrets = secrets;
  }

  /**
   * What holds requests up.
   *
   * @param on whether anybody is let in so
   */
  public record Gate(Limits limits, Challenges challenges, boolean on) {}

  /** Whether an operator has switched it on. */
  public boolean isOn() {
    return gate.on();
  }

  /**
   * Asks for a code, by a user name or a confirmed address. It does the same, and as much, whether
   * anybody is named so or not.
   *
   * @return the ticket that {@link #complete} takes
   * @throws RefusedException with {@link Refusal.Throttled} after too many from one network; with
   *     {@link Refusal.AttemptChallenge} after many failures there
   */
  public String begin(String login, Visit visit) {
    gate.limits().count(Limits.Kind.MAIL, visit.client());
    gate.challenges().mail(visit.client());
    MailRequest request = mails.requestOfSignIn(login, visit);
    String secret = secrets.key(SECRET_DIGITS);
    MailedSignIn waiting =
        new MailedSignIn(
            request.id(),
            Secrets.hash(secret),
            visit.door().name(),
            changes.now().plus(LIFE),
            MailedSignIn.Mailed.NOBODY);
    changes.write(
        stores -> {
          stores.mailedSignIns().insert(waiting, TRIES);
          stores.mailRequests().insert(request);
          return request.id();
        });
    return String.format(Locale.ROOT, "%014x", request.id()) + secret;
  }

  /**
   * Does what {@link #begin} has put off, once, though other nodes may be at it too: owes the mail
   * to the address that was typed, or, by name, to the primary one; only to a confirmed one.
   */
  public void request(MailRequest request, Visit visit) {
    Optional<Person> person = changes.read(stores -> named(stores, request.login()));
    Optional<Email> email =
        person
            .flatMap(named -> address(named, LoginKey.of(request.login())))
            .filter(to -> gate.limits().mayMail(to.key()));
    Optional<Mail> mail =
        email.map(to -> mails.to(request.id(), to, Mail.Purpose.SIGN_IN_CODE, visit));
    changes.write(
        stores ->
            stores.mailRequests().delete(request) && mail.isPresent() && owe(stores, mail.get()));
  }

  private static boolean owe(Stores stores, Mail mail) {
    long version = version(stores, mail.account());
    MailedSignIn.Mailed to =
        new MailedSignIn.Mailed(
            mail.account(), mail.recipient().email(), version, Optional.empty());
    stores.mailedSignIns().assign(mail.id(), to);
    stores.outbox().insert(mail);
    return true;
  }

  private static long version(Stores stores, long account) {
    return stores.passwords().find(account).map(kept -> kept.version()).orElse(0L);
  }

  private static Optional<Person> named(Stores stores, String login) {
    return stores
        .identifiers()
        .find(LoginKey.of(login))
        .filter(found -> found.proven() && !found.isFormerName())
        .flatMap(found -> AccountCache.read(stores, found.account()))
        .filter(person -> person.account().isActive());
  }

  private static Optional<Email> address(Person person, LoginKey key) {
    Predicate<Email> named = email -> email.key().equals(key);
    return person.emails().stream()
        .filter(key.isAddress() ? named : person::isPrimary)
        .filter(email -> email.verified() && !email.claim().decoy())
        .filter(email -> email.bouncedAt().isEmpty())
        .findFirst();
  }

  /** What is kept of a code that is mailed for a request. */
  public static String hash(long id, String code) {
    return Secrets.hash(id + ":" + code);
  }

  /**
   * Begins a session, or asks for another factor where the account wants one.
   *
   * @param code as the mail has it; blanks are passed over
   * @throws RefusedException with {@link Refusal.WrongCredentials} for a ticket that is unknown, of
   *     another door, used up or too old, for a wrong code, and when the account, its password or
   *     the address changed meanwhile, all alike; with {@link Refusal.Throttled} after too many
   */
  public SignInStep complete(Visit visit, String ticket, String code, Session.Terms terms) {
    SignInStep step =
        changes
            .refusals()
            .attempt(
                Kind.SIGN_IN_REFUSED,
                visit,
                attempt ->
                    gate.limits()
                        .code(
                            visit.client(),
                            () -> completed(attempt, visit, new Answer(ticket, code), terms)));
    if (step instanceof SignInStep.Done) {
      changes.refusals().signedIn(visit.door());
    }
    return step;
  }

  private record Answer(String ticket, String code) {

    long id() {
      if (!TICKET.matcher(ticket).matches()) {
        throw wrong();
      }
      return Long.parseLong(ticket, 0, ID_DIGITS, 16);
    }

    boolean isRight(MailedSignIn waiting) {
      String typed = hash(waiting.id(), code.replace(" ", ""));
      return waiting.mailed().code().filter(kept -> isSame(kept, typed)).isPresent();
    }

    boolean isHolders(MailedSignIn waiting) {
      return isSame(waiting.secret(), Secrets.hash(ticket.substring(ID_DIGITS)));
    }

    private static boolean isSame(String one, String other) {
      return MessageDigest.isEqual(Digests.sha256(one), Digests.sha256(other));
    }
  }

  private SignInStep completed(
      Refusals.Attempt attempt, Visit visit, Answer answer, Session.Terms terms) {
    long id = answer.id();
    MailedSignIn waiting =
        changes
            .read(stores -> stores.mailedSignIns().find(id, changes.now()))
            .filter(found -> found.door().equals(visit.door().name()))
            .filter(answer::isHolders)
            .orElseThrow(MailedCodeSignIn::wrong);
    long account = waiting.mailed().account();
    if (account != 0) {
      attempt.on(account);
    }
    Sessions.Opening opening = sessions.prepare(account, visit, terms);
    return changes
        .unit(
            account,
            opening.event().at(),
            change -> completed(change, waiting, answer, new Coming(visit, terms, opening)))
        .orElseThrow(MailedCodeSignIn::wrong);
  }

  private record Coming(Visit visit, Session.Terms terms, Sessions.Opening opening) {}

  /** Empty for a wrong code, as the try that it takes is to stay taken. */
  private Optional<SignInStep> completed(
      Change change, MailedSignIn seen, Answer answer, Coming coming) {
    Stores stores = change.stores();
    boolean mayTry = stores.mailedSignIns().takeTry(seen.id());
    Optional<MailedSignIn> waiting = stores.mailedSignIns().find(seen.id(), change.now());
    if (!mayTry || waiting.filter(answer::isRight).isEmpty()) {
      return Optional.empty();
    }
    MailedSignIn.Mailed mailed = waiting.get().mailed();
    PasswordCheck.unchanged(mailed.account(), mailed.passwordVersion()).require(change);
    boolean isOwn =
        stores.emails().find(mailed.account(), mailed.email()).filter(Email::verified).isPresent();
    if (!isOwn || !stores.mailedSignIns().delete(seen.id())) {
      throw wrong();
    }
    return Optional.of(step(change, mailed, coming));
  }

  private SignInStep step(Change change, MailedSignIn.Mailed mailed, Coming coming) {
    Session.Proof proof = new Session.Proof(Session.MAIL, change.now());
    boolean wanted = factors.isOneWanted(change.stores(), mailed.account());
    if (!wanted && !factors.isRequired(change.stores(), mailed.account())) {
      return new SignInStep.Done(
          Completion.open(change, sessions, coming.opening().proved(List.of(proof))));
    }
    if (factors.at(coming.visit().door()) != FactorMode.ASK) {
      throw wrong();
    }
    FurtherFactors.Proved proved =
        new FurtherFactors.Proved(mailed.account(), mailed.passwordVersion(), proof);
    String ticket = factors.ticket(change, proved, coming.visit(), coming.terms());
    return wanted
        ? new SignInStep.FactorWanted(ticket, false)
        : new SignInStep.EnrolmentWanted(ticket);
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.WrongCredentials());
  }
}
