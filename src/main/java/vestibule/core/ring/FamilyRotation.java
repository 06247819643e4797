package vestibule.core.ring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.SigningKey;
import vestibule.core.model.SigningKey.Algorithm;
import vestibule.core.model.SigningKey.Times;
import vestibule.core.ring.KeyRotation.Family;
import vestibule.core.ring.KeyRotation.Wanted;
import vestibule.core.secret.KeyRing;

/** The steps of a plan that are about one family of keys. */
record FamilyRotation(Plan plan, String name, Family family, KeyMaker maker) {

  /**
   * How long a key waits at least. The change feed looks back 20 s, the longest that a change takes
   * to be committed, and a node that has not read it for a second reads the ring itself.
   */
  static final Duration KNOWN_TO_NODES = Duration.ofMinutes(1);

  /** How long a published key waits at least: others keep what they have read for five minutes. */
  static final Duration KNOWN_TO_OTHERS = Duration.ofMinutes(15);

  /** A client that comes with a token that has just ended is told so, and not that it is none. */
  static final Duration GRACE = Duration.ofDays(1);

  /**
   * Sees to it that the family has a key that signs. The version before had one key, found by its
   * name and without a time, which becomes that; the first of a new database gets this name too, so
   * that the version before can run beside this one.
   */
  void begin() {
    if (current().isPresent()) {
      return;
    }
    Optional<SigningKey> next = next();
    byte[] secret;
    if (next.isPresent()) {
      sign(next.get(), plan.now());
      secret = plan.seen().secret(next.get().name().text()).orElseThrow();
    } else {
      KeyMaker.Made made = add(Optional.of(plan.now()), true);
      secret = made.secret();
    }
    if (family.wanted() == Wanted.KEY_AND_CSRF && plan.seen().secret(csrf()).isEmpty()) {
      plan.add(maker.csrf(csrf(), secret, plan.now()));
    }
  }

  /** What is due: a key that is missing, or one that is old or of another algorithm. */
  void tend(Duration age) {
    Optional<SigningKey> current = current();
    Optional<SigningKey> next = next();
    if (current.isEmpty()) {
      begin();
      add(Optional.empty(), false);
    } else if (next.isEmpty()) {
      add(Optional.empty(), false);
    } else if (waits(next.get())) {
      tend(current.get(), next.get(), age);
    }
    current.ifPresent(this::lengthen);
  }

  private void tend(SigningKey current, SigningKey next, Duration age) {
    if (isUnwanted(next)) {
      plan.remove(next);
      add(Optional.empty(), false);
    } else if (isDue(current, age) && !ready(next).isAfter(plan.now())) {
      promote(next);
    }
  }

  private boolean isDue(SigningKey current, Duration age) {
    Instant end = current.times().signsFrom().orElseThrow().plus(age);
    return isUnwanted(current) || !plan.now().isBefore(end);
  }

  private boolean isUnwanted(SigningKey key) {
    return key.name().algorithm() != family.algorithm();
  }

  /** Lets the next key sign as soon as it may; does nothing where its time is set already. */
  void rotate() {
    Optional<SigningKey> next = next();
    if (current().isEmpty()) {
      begin();
    } else if (next.isEmpty() || waits(next.get()) && isUnwanted(next.get())) {
      next.ifPresent(plan::remove);
      SigningKey fresh = add(Optional.of(plan.now().plus(known(family.algorithm()))), false).key();
      retire(fresh.times().signsFrom().orElseThrow());
      plan.tell(Kind.KEY_ROTATED, fresh.name().kid());
    } else if (waits(next.get())) {
      promote(next.get());
    }
  }

  /** Puts the next key in the place of one that is taken away. */
  void replace(SigningKey leaked) {
    Optional<SigningKey> next = next();
    if (current().filter(leaked::equals).isPresent()) {
      next.ifPresentOrElse(it -> sign(it, plan.now()), () -> add(Optional.of(plan.now()), false));
      add(Optional.empty(), false);
    } else if (next.filter(leaked::equals).isPresent()) {
      current().filter(_ -> !waits(leaked)).ifPresent(it -> schedule(it, Optional.empty()));
      add(Optional.empty(), false);
    }
    if (leaked.name().equals(KeyMaker.firstName(name)) && plan.seen().secret(csrf()).isPresent()) {
      plan.put(csrf(), maker.freshCsrf(csrf()));
    }
  }

  /** Lets a key sign as soon as it may, and ends the one before when its last token has. */
  private void promote(SigningKey next) {
    Instant from = ready(next);
    retire(from);
    sign(next, from);
    if (!from.isAfter(plan.now())) {
      add(Optional.empty(), false);
    }
  }

  private void sign(SigningKey next, Instant from) {
    plan.schedule(
        next,
        new Times(next.times().made(), Optional.of(from), Optional.empty(), family.longestLife()));
    plan.tell(Kind.KEY_ROTATED, next.name().kid());
  }

  private void retire(Instant from) {
    current().ifPresent(key -> schedule(key, Optional.of(from.plus(longest(key)).plus(GRACE))));
  }

  private void schedule(SigningKey key, Optional<Instant> ends) {
    Times times = key.times();
    plan.schedule(key, new Times(times.made(), times.signsFrom(), ends, longest(key)));
  }

  /** Longer lives by the settings hold for what a key signs from here. */
  private void lengthen(SigningKey current) {
    if (current.times().ends().isEmpty()
        && !longest(current).equals(current.times().longestLife())
        && !plan.isAbout(current)) {
      schedule(current, Optional.empty());
    }
  }

  private Duration longest(SigningKey key) {
    Duration before = key.times().longestLife();
    return before.compareTo(family.longestLife()) < 0 ? family.longestLife() : before;
  }

  private KeyMaker.Made add(Optional<Instant> from, boolean first) {
    SigningKey.Name named =
        first && family.algorithm() == Algorithm.HS256
            ? KeyMaker.firstName(name)
            : maker.newName(name, family.algorithm());
    KeyMaker.Made made = maker.make(named, plan.now(), from, family.longestLife());
    plan.add(made.row());
    plan.tell(Kind.KEY_MADE, named.kid());
    return made;
  }

  /** From when on a key may sign. */
  private Instant ready(SigningKey next) {
    Instant ready = next.times().made().plus(known(next.name().algorithm()));
    return ready.isAfter(plan.now()) ? ready : plan.now();
  }

  private static Duration known(Algorithm algorithm) {
    return algorithm.isPublished() ? KNOWN_TO_OTHERS : KNOWN_TO_NODES;
  }

  private static boolean waits(SigningKey key) {
    return key.times().signsFrom().isEmpty();
  }

  private Optional<SigningKey> current() {
    return plan.ring().current(name, plan.now());
  }

  private Optional<SigningKey> next() {
    return plan.ring().next(name, plan.now());
  }

  private String csrf() {
    return KeyRing.csrfName(name);
  }
}
