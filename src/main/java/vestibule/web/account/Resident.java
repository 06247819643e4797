package vestibule.web.account;

import vestibule.core.model.Person;
import vestibule.core.model.Session;

/** Somebody who is signed in, as the request was let in. */
record Resident(Session session, Person person) {

  /** What pages greet them by. */
  String name() {
    return person.account().username().orElseGet(person::address);
  }
}
