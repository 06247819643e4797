package vestibule.core.factor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.limit.Limits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.SignedIn;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.model.factor.EnrolledFactor.Kind;
import vestibule.core.model.factor.EnrolledFactor.Material;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.signin.Completion;
import vestibule.core.signin.FurtherFactors;

/**
 * How somebody adds a second factor, in two steps: what the application or the device is to be
 * told, and its first answer, without which nothing is kept. Whoever asks has to have proved who
 * they are a short while ago ({@link StepUp#isFresh}), which is the surface's to look at.
 */
public final class Enrolment {

  /** How long somebody may take to set their application up. */
  public static final Duration LIFE = Duration.ofMinutes(15);

  private final Changes changes;
  private final Limits limits;
  private final Addition addition;
  private final TotpSecrets secrets;
  private final Passkeys passkeys;

  Enrolment(
      Changes changes, Limits limits, Addition addition, TotpSecrets secrets, Passkeys passkeys) {
    this.changes = changes;
    this.limits = limits;
    this.addition = addition;
    this.secrets = secrets;
    this.passkeys = passkeys;
  }

  /**
   * What an application is to be told.
   *
   * @param enrolment stands for it in the second step; nothing is kept of it
   * @param secret as people type it
   * @param uri as applications read it from a picture
   */
  public record TotpOffer(String enrolment, String secret, String uri) {

    /** Hides all. */
    @Override
    public String toString() {
      return "TotpOffer[]";
    }
  }

  /**
   * What was added.
   *
   * @param codes that stand in for a lost factor, where this is the account's first one; they are
   *     shown this once
   */
  public record Enrolled(EnrolledFactor factor, Optional<List<String>> codes) {

    /** Hides the codes. */
    @Override
    public String toString() {
      return "Enrolled[factor=" + factor.id() + "]";
    }

    private static Enrolled of(Addition.Added added) {
      return new Enrolled(added.factor(), added.codes());
    }
  }

  /** Draws a secret for one-time codes. */
  public TotpOffer offerTotp(long account) {
    byte[] secret = secrets.draw();
    Instant end = changes.now().plus(LIFE);
    String name =
        changes
            .<Optional<Person>>read(stores -> AccountCache.read(stores, account))
            .map(Person::loginName)
            .orElse("");
    return new TotpOffer(
        secrets.carried(account, secret, end), Base32.of(secret), secrets.uri(name, secret));
  }

  /**
   * An answer of an application or a device, and how its person calls that.
   *
   * @param enrolment of the offer; "" for a passkey
   */
  public record First(String name, String enrolment, String answer) {}

  /**
   * Adds one-time codes, by the first of them.
   *
   * @throws RefusedException with {@link Refusal.EnrolmentInvalid}, {@link Refusal.FactorWrong},
   *     {@link Refusal.FactorPresent}, {@link Refusal.FactorsFull}, {@link
   *     Refusal.FactorNameInvalid} or {@link Refusal.TokenRefused}; with {@link Refusal.Throttled}
   *     after too many wrong codes
   */
  public Enrolled addTotp(Session session, First first, Visit visit) {
    return attempted(
        session,
        visit,
        () -> {
          Material material = totp(session.account(), first, changes.now());
          return add(
              session, draft(session.account(), Kind.TOTP, first, material, visit), _ -> true);
        });
  }

  private Material totp(long account, First first, Instant now) {
    byte[] secret =
        secrets
            .arrived(account, first.enrolment(), now)
            .orElseThrow(() -> new RefusedException(new Refusal.EnrolmentInvalid()));
    long step = Totp.step(secret, first.answer(), now, 0).orElseThrow(Enrolment::wrong);
    return new Material(secrets.sealed(account, secret), Optional.empty(), List.of(), step);
  }

  /** What a device is asked to make a passkey by. */
  public PasskeyOffer offerPasskey(Person person) {
    return passkeys.offer(person);
  }

  /**
   * Adds a passkey, by what its device signed first.
   *
   * @throws RefusedException as {@link #addTotp}
   */
  public Enrolled addPasskey(Session session, First first, Visit visit) {
    return attempted(
        session,
        visit,
        () -> {
          Passkeys.Made made =
              passkeys
                  .made(session.account(), first.answer(), changes.now())
                  .orElseThrow(Enrolment::wrong);
          Addition.Draft draft =
              draft(session.account(), Kind.PASSKEY, first, made.material(), visit);
          return add(
              session,
              draft,
              change ->
                  change.stores().spentAnswers().spend(made.once().answer(), made.once().end()));
        });
  }

  private Enrolled attempted(Session session, Visit visit, Supplier<Enrolled> work) {
    return changes
        .refusals()
        .attempt(
            AuditEvent.Kind.FACTOR_REFUSED,
            visit,
            attempt -> {
              attempt.on(session.account());
              return limits.factor(visit.client(), session.account(), work);
            });
  }

  private Addition.Draft draft(
      long account, Kind kind, First first, Material material, Visit visit) {
    return addition.draft(account, kind, new Addition.Named(first.name(), material), visit);
  }

  private Enrolled add(Session session, Addition.Draft draft, Predicate<Change> spend) {
    return changes.unit(
        session.account(),
        draft.event().at(),
        change -> {
          Grounds.of(session).require(change);
          if (!spend.test(change)) {
            throw wrong();
          }
          Addition.Added added = addition.write(change, draft, session.id());
          Addition.prove(change, session, draft.factor().kind().word());
          return Enrolled.of(added);
        });
  }

  private static RefusedException wrong() {
    return new RefusedException(new Refusal.FactorWrong());
  }

  /**
   * A sign-in that was completed by adding a factor.
   *
   * @param codes as of {@link Enrolled}
   */
  public record Entered(SignedIn signedIn, List<String> codes) {

    /** Hides the codes. */
    @Override
    public String toString() {
      return "Entered[" + signedIn + "]";
    }
  }

  /**
   * Adds one-time codes for somebody whose sign-in waits for that, and lets them in.
   *
   * @throws RefusedException as {@link Completion#complete}, and with {@link
   *     Refusal.EnrolmentInvalid}
   */
  public Entered enter(Completion completion, Visit visit, String ticket, First first) {
    AtomicReference<List<String>> codes = new AtomicReference<>(List.of());
    SignedIn signedIn =
        completion.complete(
            visit,
            ticket,
            (account, now) -> {
              Addition.Draft draft =
                  draft(account, Kind.TOTP, first, totp(account, first, now), visit);
              codes.set(draft.codes());
              return Optional.of(
                  new FurtherFactors.Judged(
                      Kind.TOTP.word(), change -> isWrittenAsFirst(change, draft)));
            });
    return new Entered(signedIn, codes.get());
  }

  /** A wrong answer writes nothing: what proves no factor that is there adds none beside it. */
  private boolean isWrittenAsFirst(Change change, Addition.Draft draft) {
    boolean first = change.stores().factors().of(draft.factor().account()).isEmpty();
    if (first) {
      addition.write(change, draft, 0);
    }
    return first;
  }
}
