package vestibule.core;

import vestibule.core.account.Person;
import vestibule.core.session.Session;
import vestibule.core.token.Presented;

/** Who asks, as far as the core knows. */
public sealed interface Caller {

  /** Nobody that is known. */
  record Anonymous() implements Caller {}

  /** An active account in a live session, by the token that was presented. */
  record Known(Presented.Accepted token) implements Caller {

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
