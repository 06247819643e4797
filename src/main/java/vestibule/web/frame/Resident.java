package vestibule.web.frame;

import vestibule.core.model.Person;
import vestibule.core.model.Session;

/** Somebody who is signed in, as the request was let in. */
public record Resident(Session session, Person person) {

  /** What pages greet them by. */
  public String name() {
    return person.account().username().orElseGet(person::address);
  }
}
