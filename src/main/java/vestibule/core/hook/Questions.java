package vestibule.core.hook;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vestibule.core.hook.OldSystem.Question;
import vestibule.core.hook.OldSystem.Said;
import vestibule.core.model.LoginKey;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Secrets;

/**
 * Asks the old system, or takes as long as asking it takes: whom it is asked about is to be seen by
 * nobody. So what keeps a question from being asked refuses whoever would only have waited too.
 */
public final class Questions {

  /** As many log-ins may ask or wait at a time; more are refused at once. */
  static final int PLACES = 512;

  /** After how long it is worth coming again. */
  static final int AWAY_SECONDS = 5;

  private static final String MADE_UP = "vestibule-probe-";
  private static final int MADE_UP_DIGITS = 32;

  private final OldSystem system;
  private final Time time;
  private final Chance chance;
  private final Secrets secrets;
  private final Consumer<String> tell;
  private final Circuit circuit = new Circuit();
  private final AnswerTimes times = new AnswerTimes();
  private final Semaphore places = new Semaphore(PLACES);
  private final Map<Outcome, LongAdder> asked = new EnumMap<>(Outcome.class);

  /** What a question came to. */
  public enum Outcome {
    SOMEBODY,
    NOBODY,
    WRONG_PASSWORD,
    AWAY
  }

  /**
   * Clocks, and a way to wait.
   *
   * @param nanoTime a monotonic clock
   */
  public record Time(InstantSource clock, LongSupplier nanoTime, Pause pause) {}

  /** Waits; on a virtual thread, which costs nothing meanwhile. */
  @FunctionalInterface
  public interface Pause {
    /** Waits that long. */
    void of(Duration time) throws InterruptedException;
  }

  /**
   * What is drawn.
   *
   * @param key that the places of names are drawn with: every node has the same
   */
  public record Chance(byte[] key, RandomGenerator random) {}

  /**
   * Questions to a system of which nothing is known yet.
   *
   * @param tell is told what an operator should know, a sentence each
   */
  public Questions(OldSystem system, Time time, Chance chance, Consumer<String> tell) {
    this.system = system;
    this.time = time;
    this.chance = chance;
    this.secrets = new Secrets(chance.random());
    this.tell = tell;
    for (Outcome outcome : Outcome.values()) {
      asked.put(outcome, new LongAdder());
    }
  }

  /** How many questions came to that since the start. */
  public long count(Outcome outcome) {
    return asked.get(outcome).sum();
  }

  /** Whether it counts as away. */
  public boolean isShut() {
    return circuit.isShut();
  }

  /** How many log-ins ask or wait now. */
  public int waiting() {
    return PLACES - places.availablePermits();
  }

  /**
   * Does work that asks or waits, if there is room for it and the old system is there.
   *
   * @throws RefusedException with {@link Refusal.OldSystemAway}
   */
  <T> T run(String door, LoginKey name, Supplier<T> work) {
    if (!places.tryAcquire()) {
      throw away(AWAY_SECONDS);
    }
    try {
      requireThere(door, name);
      return work.get();
    } finally {
      places.release();
    }
  }

  private void requireThere(String door, LoginKey name) {
    switch (circuit.way(time.nanoTime().getAsLong())) {
      case Circuit.Way.Free _ -> {
        // It was there a moment ago.
      }
      case Circuit.Way.Shut(long nanos) ->
          throw away(Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
      case Circuit.Way.Doubtful(CompletableFuture<Boolean> answered, boolean own) -> {
        if (own) {
          probe(door, name.isAddress() ? "@example.invalid" : "");
        }
        if (!awaited(answered)) {
          throw away(AWAY_SECONDS);
        }
      }
    }
  }

  /** The made-up name is an address where one would be asked about: some take nothing else. */
  private void probe(String door, String end) {
    boolean answered = false;
    boolean nobody = false;
    long start = time.nanoTime().getAsLong();
    try {
      String login = MADE_UP + secrets.key(MADE_UP_DIGITS) + end;
      Said said = counted(question(door, login, secrets.key(MADE_UP_DIGITS)));
      if (said instanceof Said.Somebody) {
        tell.accept("the old system lets in a name that nobody has: it is not believed");
      }
      nobody = said instanceof Said.Nobody;
      answered = nobody || said instanceof Said.WrongPassword;
    } finally {
      long now = time.nanoTime().getAsLong();
      if (answered) {
        times.add(nobody, now - start, now);
      }
      if (circuit.isTurnedBy(answered, now)) {
        tell.accept(answered ? "the old system answers again" : "the old system does not answer");
      }
    }
  }

  private static boolean awaited(CompletableFuture<Boolean> answered) {
    try {
      return answered.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException never) {
      return false;
    }
  }

  /** Asks about somebody; within {@link #run}. */
  Said ask(String door, String login, String password) {
    long start = time.nanoTime().getAsLong();
    Said said = counted(question(door, login, password));
    long now = time.nanoTime().getAsLong();
    boolean answered = !(said instanceof Said.Away);
    if (answered && !(said instanceof Said.Somebody)) {
      times.add(said instanceof Said.Nobody, now - start, now);
    }
    if (circuit.isShutBy(answered, now)) {
      tell.accept("the old system does not answer");
    }
    return said;
  }

  private Question question(String door, String login, String password) {
    return new Question(
        "msg_" + secrets.key(MADE_UP_DIGITS), time.clock().instant(), door, login, password);
  }

  private Said counted(Question question) {
    Said said = system.ask(question);
    asked.get(outcome(said)).increment();
    return said;
  }

  private static Outcome outcome(Said said) {
    return switch (said) {
      case Said.Somebody _ -> Outcome.SOMEBODY;
      case Said.Nobody _ -> Outcome.NOBODY;
      case Said.WrongPassword _ -> Outcome.WRONG_PASSWORD;
      case Said.Away _ -> Outcome.AWAY;
    };
  }

  /** Takes as long as asking about a name would; within {@link #run}. */
  void spend(LoginKey name) {
    long nanos = times.draw(place(name), chance.random(), time.nanoTime().getAsLong());
    try {
      time.pause().of(Duration.ofNanos(nanos));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw away(AWAY_SECONDS);
    }
  }

  private double place(LoginKey name) {
    byte[] digest = Digests.hmacSha256(chance.key(), "time of asking " + name.text());
    return (ByteBuffer.wrap(digest).getLong() >>> 1) / (double) Long.MAX_VALUE;
  }

  static RefusedException away(long seconds) {
    return new RefusedException(new Refusal.OldSystemAway((int) Math.max(1, seconds)));
  }
}
