package vestibule.core.model;

import java.util.Optional;

/**
 * A sign-in that worked.
 *
 * @param key the opaque key, where the door hands one out; it is nowhere kept
 */
public record SignedIn(Person person, Session session, Optional<String> key) {

  /** Hides the key. */
  @Override
  public String toString() {
    return "SignedIn[account=" + person.id() + ", session=" + session.id() + "]";
  }
}
