package vestibule.core.signin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vestibule.core.change.Change;
import vestibule.core.model.Session;
import vestibule.core.model.SignInTicket;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordCheck;
import vestibule.core.secret.Secrets;

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
  private final Secrets secrets;

  public FurtherFactors(List<Factor> each, Secrets secrets) {
    this.each = List.copyOf(each);
    this.secrets = secrets;
  }

  boolean isOneWanted(Change change) {
    return each.stream().anyMatch(factor -> isWanted(factor, change));
  }

  /** Writes a ticket for somebody whose password was right, and gives the secret. */
  String ticket(Change change, PasswordCheck.Checked checked, Visit visit, Session.Terms terms) {
    String ticket = secrets.key(TICKET_DIGITS);
    change
        .stores()
        .signInTickets()
        .insert(
            new SignInTicket(
                Secrets.hash(ticket),
                checked.account(),
                checked.version(),
                visit.door().name(),
                terms,
                new SignInTicket.Bounds(change.now(), change.now().plus(LIFE), TRIES)));
    return ticket;
  }

  /** The wanted factor that an answer proves. */
  Optional<Factor> proved(Change change, String answer) {
    return each.stream()
        .filter(factor -> isWanted(factor, change))
        .filter(factor -> factor.prove(change, answer))
        .findFirst();
  }

  private static boolean isWanted(Factor factor, Change change) {
    return factor.isWanted(change.stores(), change.account());
  }
}
