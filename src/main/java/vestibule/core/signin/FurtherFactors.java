package vestibule.core.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.model.SignInTicket;
import vestibule.core.model.Visit;
import vestibule.core.model.factor.EnrolledFactor;
import vestibule.core.password.PasswordCheck;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Stores;

/**
 * The factors that accounts can ask for beside a password, and the tickets of those who have not
 * proved one yet. Any one that the account wants is enough.
 */
public final class FurtherFactors {

  /** How long a ticket can be completed. */
  public static final Duration LIFE = Duration.ofMinutes(5);

  /** How many answers may be given to a ticket: a code of six digits is not to be guessed. */
  public static final int TRIES = 5;

  private static final int TICKET_DIGITS = 64;

  private final List<Factor> each;
  private final FactorRules rules;
  private final Secrets secrets;

  public FurtherFactors(List<Factor> each, FactorRules rules, Secrets secrets) {
    this.each = List.copyOf(each);
    this.rules = rules;
    this.secrets = secrets;
  }

  /**
   * A factor that an answer has proved.
   *
   * @param factor its name
   * @param answer is still to be spent
   */
  public record Judged(String factor, Factor.Answer answer) {}

  /** What a door does with people who have a second factor. */
  FactorMode at(Door door) {
    return rules.at(door);
  }

  /** Whether the account lets nobody in by a password alone. */
  public boolean isOneWanted(Stores stores, long account) {
    return !wanted(stores, account).isEmpty();
  }

  /** The names of the factors any of which the account wants; empty where a password is enough. */
  public List<String> wanted(Stores stores, long account) {
    List<EnrolledFactor> enrolled = stores.factors().of(account);
    return each.stream()
        .filter(factor -> factor.isWanted(account, enrolled))
        .map(Factor::name)
        .toList();
  }

  /** Whether an operator wants the account to have a second factor. */
  public boolean isRequired(Stores stores, long account) {
    return !rules.roles().isEmpty()
        && stores.rights().of(account).roles().stream()
            .anyMatch(role -> rules.roles().contains(role.name()));
  }

  /** Whether nobody is let in for whom no second factor was proved. */
  public boolean isDemanded(Stores stores, long account) {
    return isOneWanted(stores, account) || isRequired(stores, account);
  }

  /** Whether a door has no way to let the account in. */
  boolean isShut(Stores stores, Door door, long account) {
    FactorMode mode = at(door);
    if (mode == FactorMode.ASK) {
      return false;
    }
    return isOneWanted(stores, account) ? mode == FactorMode.REFUSE : isRequired(stores, account);
  }

  /** Writes a ticket for somebody whose password was right, and gives the secret. */
  String ticket(Change change, PasswordCheck.Checked checked, Visit visit, Session.Terms terms) {
    Session.Proof proof = new Session.Proof(Session.PASSWORD, change.now());
    return ticket(change, new Proved(checked.account(), checked.version(), proof), visit, terms);
  }

  /**
   * What somebody has proved who is to prove another factor.
   *
   * @param passwordVersion of the account's password at that time, 0 for none
   */
  record Proved(long account, long passwordVersion, Session.Proof proof) {}

  /** The same for whatever was proved. */
  String ticket(Change change, Proved proved, Visit visit, Session.Terms terms) {
    String ticket = secrets.key(TICKET_DIGITS);
    change
        .stores()
        .signInTickets()
        .insert(
            new SignInTicket(
                Secrets.hash(ticket),
                proved.account(),
                proved.passwordVersion(),
                visit.door().name(),
                terms,
                new SignInTicket.Bounds(proved.proof(), change.now().plus(LIFE), TRIES)));
    return ticket;
  }

  /**
   * The wanted factor that an answer proves.
   *
   * @param enrolled what the account has
   */
  public Optional<Judged> judged(
      long account, List<EnrolledFactor> enrolled, String answer, Instant now) {
    return each.stream()
        .filter(factor -> factor.isWanted(account, enrolled))
        .flatMap(
            factor ->
                factor
                    .judge(account, enrolled, answer, now)
                    .map(right -> new Judged(factor.name(), right))
                    .stream())
        .findFirst();
  }
}
