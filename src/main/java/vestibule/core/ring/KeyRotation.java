package vestibule.core.ring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.SigningKey;
import vestibule.core.model.SigningKey.Algorithm;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Ring;
import vestibule.core.token.KeyAlgorithms;

/**
 * The life of the signing keys. A family always has a key that signs and one that waits: a key is
 * known to every node, and published, for longer than any of them goes without reading the ring,
 * before it signs. The key before verifies for as long as the longest of its tokens lives.
 */
public final class KeyRotation {

  /** As many nodes may plan at once; more come again. */
  private static final int MOST_TRIES = 10;

  private final Changes changes;
  private final KeyRing keys;
  private final KeyMaker maker;
  private final Policy policy;

  public KeyRotation(
      Changes changes,
      KeyRing keys,
      KeyAlgorithms algorithms,
      Policy policy,
      RandomGenerator random) {
    this.changes = changes;
    this.keys = keys;
    this.maker = new KeyMaker(keys, algorithms, random);
    this.policy = policy;
  }

  private KeyRotation(Changes changes, KeyRotation like) {
    this.changes = changes;
    this.keys = like.keys;
    this.maker = like.maker;
    this.policy = like.policy;
  }

  /** The same in the name of whom those changes are by. */
  public KeyRotation by(Changes others) {
    return new KeyRotation(others, this);
  }

  /**
   * What the settings want.
   *
   * @param families by their names
   * @param age after which a key gives way to the next one
   */
  public record Policy(Map<String, Family> families, Duration age) {}

  /**
   * What the settings want of a family.
   *
   * @param longestLife of a token
   */
  public record Family(Algorithm algorithm, Duration longestLife, Wanted wanted) {}

  /** What a server cannot start without. */
  public enum Wanted {
    /** Nothing: its keys are made soon after. */
    LATER,
    KEY,
    KEY_AND_CSRF
  }

  /**
   * A key and what it is there for.
   *
   * @param age since it was made
   */
  public record Listed(SigningKey key, Ring.State state, Duration age) {}

  /** Makes the keys that a server cannot start without. */
  public void begin() {
    planned(
        changes::bySystem,
        plan ->
            policy
                .families()
                .forEach(
                    (name, family) -> {
                      if (family.wanted() != Wanted.LATER) {
                        rotation(plan, name, family).begin();
                      }
                    }));
  }

  /**
   * Makes the keys that are missing, lets those sign whose time has come, and removes those that
   * have ended. One node at a time should do it: two with different settings would not agree.
   */
  public void tend() {
    planned(changes::bySystem, this::planTending);
  }

  /** Whether {@link #tend} would do anything, by what this node knows. */
  public boolean isDue() {
    Plan plan = new Plan(changes.now(), keys.now(), keys.mark());
    planTending(plan);
    return !plan.isEmpty();
  }

  private void planTending(Plan plan) {
    policy.families().forEach((name, family) -> rotation(plan, name, family).tend(policy.age()));
    plan.ring().keys().stream()
        .filter(key -> !key.times().isAlive(plan.now()))
        .forEach(plan::remove);
  }

  /**
   * Lets the next key of a family sign: at once when all nodes have known it for long enough, else
   * as soon as they have.
   *
   * @return the key and from when on it signs
   * @throws KeyRefusal when there is no such family
   */
  public SigningKey rotate(String family) {
    Family wanted = policy.families().get(family);
    if (wanted == null) {
      throw new KeyRefusal("there is no family of keys called " + family);
    }
    planned(changes::byOperator, plan -> rotation(plan, family, wanted).rotate());
    Instant now = changes.now();
    Ring ring = keys.read().ring();
    return ring.next(family, now)
        .filter(next -> next.times().signsFrom().isPresent())
        .or(() -> ring.current(family, now))
        .orElseThrow();
  }

  /** The names of all families. */
  public List<String> families() {
    return policy.families().keySet().stream().sorted().toList();
  }

  /**
   * Takes a key away at once: its tokens are refused from here, on other nodes within a second.
   *
   * @param kid as listed
   * @throws KeyRefusal when there is no such key
   */
  public void revoke(String kid) {
    planned(
        changes::byOperator,
        plan -> {
          SigningKey leaked =
              plan.ring().keys().stream()
                  .filter(key -> key.name().kid().equals(kid))
                  .findAny()
                  .orElseThrow(() -> new KeyRefusal("there is no key " + kid));
          plan.remove(leaked);
          plan.tell(Kind.KEY_REVOKED, kid);
          Optional.ofNullable(policy.families().get(leaked.name().family()))
              .ifPresent(family -> rotation(plan, leaked.name().family(), family).replace(leaked));
        });
  }

  /** All keys, by family, those first that began to sign last. */
  public List<Listed> list() {
    Instant now = changes.now();
    Ring ring = keys.read().ring();
    return ring.keys().stream()
        .map(key -> key.name().family())
        .distinct()
        .sorted()
        .flatMap(family -> ring.of(family).stream())
        .map(
            key -> new Listed(key, ring.state(key, now), Duration.between(key.times().made(), now)))
        .toList();
  }

  private FamilyRotation rotation(Plan plan, String name, Family family) {
    return new FamilyRotation(plan, name, family, maker);
  }

  /** Plans and carries out, anew when another node was faster. */
  private void planned(Plan.Author author, Consumer<Plan> planning) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      KeyRing.Held seen = tries == 0 ? keys.now() : keys.read();
      Plan plan = new Plan(changes.now(), seen, keys.mark());
      planning.accept(plan);
      if (plan.isEmpty() || plan.carryOut(changes, author)) {
        return;
      }
    }
    throw new KeyRefusal(
        "the keys are being changed elsewhere, or the master key of this machine is not theirs");
  }
}
