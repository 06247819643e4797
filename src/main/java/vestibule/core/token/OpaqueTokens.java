package vestibule.core.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import vestibule.core.Door;
import vestibule.core.Remembered;
import vestibule.core.Transactions;
import vestibule.core.session.Session;

/**
 * The opaque keys of documents D and E; each is a session of its own door, found by the key's hash.
 */
public final class Keys {

  private static final int MOST_REMEMBERED = 200_000;

  private final Transactions transactions;
  private final Judge judge;
  private final Map<String, Duration> idle;
  private final InstantSource clock;
  private final Remembered<Digests.Fingerprint, Judge.Genuine> genuine =
      new Remembered<>(MOST_REMEMBERED);

  /**
   * Keys of a database.
   *
   * @param idle by the name of a door, how long its keys work without being used
   */
  public Keys(
      Transactions transactions, Judge judge, Map<String, Duration> idle, InstantSource clock) {
    this.transactions = transactions;
    this.judge = judge;
    this.idle = idle;
    this.clock = clock;
  }

  /** What a session of that door begins with. */
  public Session.Terms terms(Door door) {
    return new Session.Terms(OptionalInt.empty(), false, idle.get(door.name()));
  }

  /** What a key is worth at a door; keys of other doors are worth nothing there. */
  public Presented read(String key, Door door) {
    Instant now = clock.instant();
    Optional<Judge.Genuine> known = genuine(key);
    if (known.isEmpty()) {
      return new Presented.Damaged("unknown key");
    }
    return switch (judge.judge(known.get(), now)) {
      case Presented.Accepted accepted when !accepted.session().door().equals(door.name()) ->
          new Presented.Damaged("key of another door");
      case Presented other -> other;
    };
  }

  /**
   * A key never changes its session, so what was found once holds; whether the session lives is
   * judged anew each time.
   */
  private Optional<Judge.Genuine> genuine(String key) {
    Digests.Fingerprint fingerprint = Digests.fingerprint(key);
    Optional<Judge.Genuine> known = genuine.get(fingerprint);
    if (known.isPresent()) {
      return known;
    }
    Optional<Judge.Genuine> found =
        transactions
            .read(stores -> stores.secrets().find(Secrets.hash(key)))
            .filter(target -> target.kind() == SecretStore.Kind.SESSION)
            .map(
                target ->
                    new Judge.Genuine(fingerprint, target.account(), target.id(), false, 0, 0));
    found.ifPresent(token -> genuine.put(token, token));
    return found;
  }
}
