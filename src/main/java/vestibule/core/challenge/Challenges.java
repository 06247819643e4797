package vestibule.core.challenge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import vestibule.core.challenge.Provider.Verdict;
import vestibule.core.limit.Limits;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Transactions;

/**
 * Asks for the solution of a challenge where the settings want one. What is asked follows from the
 * counters of the limits alone, which count for a name that nobody has as for another.
 *
 * <p>An answer is judged before any unit of work, and spent in one of its own.
 */
public final class Challenges {

  /** After how long it is worth asking a provider again that did not answer. */
  private static final int AWAY_SECONDS = 5;

  private final Terms terms;
  private final Provider provider;
  private final Limits limits;
  private final Transactions transactions;
  private final InstantSource clock;

  public Challenges(
      Terms terms,
      Provider provider,
      Limits limits,
      Transactions transactions,
      InstantSource clock) {
    this.terms = terms;
    this.provider = provider;
    this.limits = limits;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * When a challenge is asked for.
   *
   * @param registration whether for each registration
   * @param failures how many make one asked for after them; empty for never
   * @param admitsOnOutage whether an answer counts that nobody could judge
   */
  public record Terms(boolean registration, OptionalInt failures, boolean admitsOnOutage) {

    /** None is asked for. */
    public static final Terms OFF = new Terms(false, OptionalInt.empty(), false);
  }

  /** What a client needs to solve one; empty where none is ever asked for. */
  public Optional<Provider.Offer> offer(Purpose purpose) {
    boolean asked =
        switch (purpose) {
          case REGISTRATION -> terms.registration();
          case ATTEMPT -> terms.failures().isPresent();
        };
    return asked ? Optional.of(provider.offer(purpose, clock.instant())) : Optional.empty();
  }

  /**
   * Refuses a registration that brings no answer, before anything is counted: clients that do not
   * know what is asked for come twice.
   *
   * @throws RefusedException with {@link Refusal.RegistrationChallenge}
   */
  public void requireAnswer(UserAgent client) {
    if (terms.registration() && client.answer().isEmpty()) {
      throw new RefusedException(new Refusal.RegistrationChallenge());
    }
  }

  /**
   * Judges the answer of a registration, and spends it.
   *
   * @throws RefusedException with {@link Refusal.RegistrationChallenge} for a wrong one; with
   *     {@link Refusal.Busy} when nobody can judge it now
   */
  public void register(UserAgent client) {
    if (terms.registration()) {
      pass(Purpose.REGISTRATION, client, new Refusal.RegistrationChallenge());
    }
  }

  /**
   * Asks a log-in for an answer after many failures of its account or its network.
   *
   * @param account its id; empty where there is none
   * @param counted what its failures are counted by
   * @param known whether the account is known to sign in on this device; looked up only where an
   *     answer would be asked for
   * @throws RefusedException with {@link Refusal.AttemptChallenge}; with {@link Refusal.Busy} when
   *     nobody can judge the answer now
   */
  public void signIn(
      Limits.Attempt attempt,
      UserAgent client,
      Optional<Long> account,
      String counted,
      BooleanSupplier known) {
    if (terms.failures().isEmpty()) {
      return;
    }
    Duration wait = attempt.untilFewer(terms.failures().getAsInt(), account, counted);
    if (!wait.isZero() && !known.getAsBoolean()) {
      pass(Purpose.ATTEMPT, client, wanted(wait));
    }
  }

  /**
   * Asks a request for a mail for an answer after many failures of its network. Those of an account
   * do not count: its mails have a limit of their own, and nobody is looked up for them.
   *
   * @throws RefusedException as {@link #signIn}
   */
  public void mail(UserAgent client) {
    if (terms.failures().isPresent()) {
      Duration wait = limits.untilFewer(terms.failures().getAsInt(), client);
      if (!wait.isZero()) {
        pass(Purpose.ATTEMPT, client, wanted(wait));
      }
    }
  }

  private static Refusal wanted(Duration wait) {
    return new Refusal.AttemptChallenge((int) Math.max(1, Math.ceilDiv(wait.toMillis(), 1000)));
  }

  private void pass(Purpose purpose, UserAgent client, Refusal wanted) {
    String answer = client.answer().orElseThrow(() -> new RefusedException(wanted));
    Verdict verdict =
        limits.answer(
            client, () -> judged(purpose, client, answer), it -> !(it instanceof Verdict.Wrong));
    switch (verdict) {
      case Verdict.Right _ -> {
        // It may go on.
      }
      case Verdict.Wrong _ -> throw new RefusedException(wanted);
      case Verdict.Unknown _ -> {
        if (!terms.admitsOnOutage()) {
          throw new RefusedException(new Refusal.Busy(AWAY_SECONDS));
        }
      }
    }
  }

  private Verdict judged(Purpose purpose, UserAgent client, String answer) {
    Verdict verdict = provider.judge(answer, purpose, client, clock.instant());
    return verdict instanceof Verdict.Right(Optional<Once> once)
            && once.filter(this::isSpent).isPresent()
        ? new Verdict.Wrong()
        : verdict;
  }

  private boolean isSpent(Once once) {
    return !transactions.write(stores -> stores.spentAnswers().spend(once.answer(), once.end()));
  }
}
