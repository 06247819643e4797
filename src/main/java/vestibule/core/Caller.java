package vestibule.core;

import vestibule.core.account.Person;
import vestibule.core.session.Session;

/** Who asks, as far as the core knows. */
public sealed interface Caller {

  /** Nobody that is known. */
  record Anonymous() implements Caller {}

  /** An active account in a live session. */
  record Known(Person person, Session session) implements Caller {}
}
