package vestibule.core.password;

import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * The slow, salted hashing of passwords, rationed so that it never starves the rest of the server.
 *
 * <p>Every method takes the whole password as the UTF-8 bytes of its text: nothing is truncated,
 * trimmed or normalised, and the empty password is hashed like any other; what a password must look
 * like is decided elsewhere. Passwords come from request bodies and so are at most 64 KiB.
 *
 * <p>Every method is told who asks, by any text: a network, or an account that is let in. Of
 * several that wait each is served in turn, and the one who waits for most gives places up to
 * others.
 *
 * <p>Every method runs on the hashing pool and blocks the calling thread until the work is done.
 * When the pool's queue is full, or the server is closing, it throws {@link RefusedException} with
 * {@link Refusal.Busy} at once, having done nothing. When the calling thread is interrupted while
 * it waits, the work is abandoned, the thread stays interrupted and a {@link
 * java.util.concurrent.CancellationException} is thrown; so it is, without interrupt, for work that
 * still waits when the server closes. A machine without memory for a hash is an {@link
 * IllegalStateException}, never a wrong password.
 */
public interface PasswordHashing {

  /**
   * Refuses while the queue is full, for who would look things up before a hash that cannot be
   * computed anyway. There may be room now and none when it comes to the hash.
   *
   * @throws RefusedException with {@link Refusal.Busy}
   */
  void requireRoom(String asker);

  /**
   * Hashes a password under a fresh salt.
   *
   * @return a PHC string, {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}: ASCII, at most 127
   *     characters
   */
  String hash(String asker, String password);

  /**
   * Tells whether the password is the one that was hashed.
   *
   * @param encoded what {@link #hash} returned, now or in an earlier version, or what {@link
   *     ForeignHashes} made of a hash of another system
   * @return false for a wrong password and also for an {@code encoded} that is damaged or of an
   *     unknown kind: that costs the same as one hash of ours and is never an exception
   */
  boolean verify(String asker, String encoded, String password);

  /**
   * What costs alike has the same kind: a hash of ours none, one of another system the text of what
   * is computed for it.
   */
  String kind(String encoded);

  /**
   * Costs what {@link #verify} costs, for a name that does not exist: without it the time of the
   * answer tells which names do.
   */
  void spend(String asker, String password);
}
