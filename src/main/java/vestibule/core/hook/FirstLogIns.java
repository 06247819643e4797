package vestibule.core.hook;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vestibule.core.arrival.Arrival;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Arrivals;
import vestibule.core.arrival.Outcome;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Texts;
import vestibule.core.model.Visit;
import vestibule.core.password.PasswordHashing;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * Lets people in from the old system when they first sign in here, with the password that they have
 * just proven there. Whoever is here already is never asked about.
 *
 * <p>Nobody is signed in by an answer: somebody who has come in signs in as all others do, by what
 * is stored of them now. So an answer that names another person than was asked about, or one who is
 * here, opens no account.
 */
public final class FirstLogIns {

  /** No person types more, in UTF-16 units, and others hash it there at our bidding. */
  private static final int LONGEST_PASSWORD = 4_096;

  private final String source;
  private final Questions questions;
  private final Arrivals arrivals;
  private final PasswordHashing hashing;
  private final Consumer<String> tell;

  /**
   * First log-ins of one system's people.
   *
   * @param source the name of the system, under which old ids are remembered
   * @param tell is told why somebody with a right password could not come in, a sentence each
   */
  public FirstLogIns(
      String source,
      Questions questions,
      Arrivals arrivals,
      PasswordHashing hashing,
      Consumer<String> tell) {
    this.source = source;
    this.questions = questions;
    this.arrivals = arrivals;
    this.hashing = hashing;
    this.tell = tell;
  }

  /**
   * What somebody has typed.
   *
   * @param candidates the texts that count as the password, tried in turn
   */
  public record Typed(String name, List<String> candidates) {

    public Typed {
      candidates = List.copyOf(candidates);
    }

    LoginKey key() {
      return LoginKey.of(name);
    }

    /** Whether another system can be asked about it: its database may take less than ours. */
    boolean isAskable() {
      return !key().text().isEmpty()
          && !Texts.hasControl(name)
          && candidates.stream().allMatch(Typed::isPassword);
    }

    private static boolean isPassword(String text) {
      return text.length() <= LONGEST_PASSWORD
          && text.codePoints()
              .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return "Typed[]";
    }
  }

  /** Its questions so far. */
  public Questions questions() {
    return questions;
  }

  /**
   * Asks about somebody who is not here, and lets them in. All candidates are asked about whatever
   * the first comes to, as many as are waited for where nobody is asked about.
   *
   * @param asker whose turn it takes at hashing
   * @return whether they may be here now
   * @throws RefusedException with {@link Refusal.OldSystemAway}
   */
  public boolean isCome(Visit visit, String asker, Typed typed) {
    if (!typed.isAskable()) {
      spend(visit, typed);
      return false;
    }
    return questions.run(visit.door().name(), typed.key(), () -> isAnyCome(visit, asker, typed));
  }

  private boolean isAnyCome(Visit visit, String asker, Typed typed) {
    for (String candidate : typed.candidates()) {
      switch (questions.ask(visit.door().name(), typed.name(), candidate)) {
        case Said.Somebody(Arrival person) -> {
          return isReceived(visit, typed.key(), person, hashing.hash(asker, candidate));
        }
        case Said.Nobody _, Said.WrongPassword _ -> {
          // Maybe the next one.
        }
        case Said.Away _ -> throw Questions.away(Questions.AWAY_SECONDS);
      }
    }
    return false;
  }

  private boolean isReceived(Visit visit, LoginKey asked, Arrival person, String hash) {
    if (!isNamed(person.identity(), asked)) {
      tell.accept("the old system answered with somebody else than was asked about");
      return false;
    }
    return switch (arrivals.receive(source, person.proven(hash), visit)) {
      case Outcome.Refused(Outcome.Reason reason, String field) -> {
        tell.accept(
            "somebody from the old system could not come in: " + reason + " (" + field + ")");
        yield true;
      }
      case Outcome.Imported _, Outcome.Updated _, Outcome.Unchanged _ -> true;
    };
  }

  private static boolean isNamed(Arrival.Identity identity, LoginKey asked) {
    Optional<LoginKey> name = identity.username().map(LoginKey::of);
    return name.filter(asked::equals).isPresent()
        || identity.addresses().stream()
            .map(Mailbox::address)
            .map(LoginKey::of)
            .anyMatch(asked::equals);
  }

  /**
   * Takes as long as asking about somebody does who is not here, for a log-in that is refused
   * without that.
   *
   * @throws RefusedException with {@link Refusal.OldSystemAway} where nobody would be asked about
   */
  public void spend(Visit visit, Typed typed) {
    LoginKey name = typed.key();
    questions.run(
        visit.door().name(),
        name,
        () -> {
          typed.candidates().forEach(_ -> questions.spend(name));
          return name;
        });
  }
}
