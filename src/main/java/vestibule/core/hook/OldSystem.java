package vestibule.core.hook;

import java.time.Instant;
import vestibule.core.arrival.Arrival;

/** The system that people come from. */
public interface OldSystem {

  /**
   * Asks whether somebody may sign in. It may take seconds, so it is never called in a unit of
   * work; it ends by itself, and throws nothing.
   */
  Said ask(Question question);

  /**
   * A question.
   *
   * @param id tells it from every other; letters, digits and underscores
   * @param door the name of the door where they sign in
   * @param login as it was typed
   */
  record Question(String id, Instant at, String door, String login, String password) {

    /** Hides who it is about. */
    @Override
    public String toString() {
      return "Question[" + id + "]";
    }
  }

  /** What it says. */
  sealed interface Said {

    /**
     * The password is right.
     *
     * @param person of whom nothing is judged yet; without a password, and without rights, as none
     *     is taken from an answer
     */
    record Somebody(Arrival person) implements Said {}

    /** It knows nobody by that log-in string. */
    record Nobody() implements Said {}

    record WrongPassword() implements Said {}

    /** It says nothing that can be used, or nothing at all. */
    record Away() implements Said {}
  }
}
