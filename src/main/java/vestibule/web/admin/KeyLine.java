package vestibule.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.model.SigningKey;
import vestibule.core.ring.KeyRotation;
import vestibule.web.account.Shown.Time;

/**
 * A key that signs or verifies tokens.
 *
 * @param state the key of the words for what it is there for
 * @param published whether everybody can read what verifies its tokens
 * @param days since it was made
 */
public record KeyLine(
    String id, String algorithm, String state, boolean published, long days, Times times) {

  /** When it does what. */
  public record Times(Time made, Optional<Time> signsFrom, Optional<Time> ends) {}

  /** The keys of a family, which may have none yet. */
  public record Family(String name, List<KeyLine> keys) {

    /** Keeps its own copy. */
    public Family {
      keys = List.copyOf(keys);
    }
  }

  static KeyLine of(KeyRotation.Listed listed) {
    SigningKey key = listed.key();
    SigningKey.Times times = key.times();
    return new KeyLine(
        key.name().kid(),
        key.name().algorithm().header(),
        "console.key-" + listed.state().name().toLowerCase(Locale.ROOT),
        key.name().algorithm().isPublished(),
        listed.age().toDays(),
        new Times(
            new Time(times.made()), times.signsFrom().map(Time::new), times.ends().map(Time::new)));
  }
}
