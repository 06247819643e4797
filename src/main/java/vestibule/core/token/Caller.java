package vestibule.core.token;

import vestibule.core.model.Person;
import vestibule.core.model.Session;

/** Who asks, as far as the core knows. */
public sealed interface Caller {

  /** Nobody that is known. */
  record Anonymous() implements Caller {}

  /** An active account in a live session, by the token that was presented. */
  record Known(TokenOutcome.Accepted token) implements Caller {

    /** The account, its addresses and rights. */
    public Person person() {
      return token.person();
    }

    /** The session. */
    public Session session() {
      return token.session();
    }
  }
}
