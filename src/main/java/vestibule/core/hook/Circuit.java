package vestibule.core.hook;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whether the old system is asked: not for some seconds after several questions in a row were not
 * answered. Then, and where it was not heard of for a while, somebody asks for a made-up name
 * first, and all others wait for what comes of it: no person's question is a try, so that it makes
 * no difference whose it would have been.
 */
final class Circuit {

  /** As many unanswered questions in a row as make it count as away. */
  static final int FAILURES = 5;

  static final long PAUSE = TimeUnit.SECONDS.toNanos(5);

  /** How old the last answer may be. */
  static final long FRESH = TimeUnit.MINUTES.toNanos(1);

  private Optional<CompletableFuture<Boolean>> probe = Optional.empty();
  private boolean shut;
  private boolean heard;
  private int failures;

  /** When it was shut, or else when the old system answered last. */
  private long since;

  /** What is to be done before a question. */
  sealed interface Way {

    /** Nothing. */
    record Free() implements Way {}

    /** It cannot be asked for that long. */
    record Shut(long nanos) implements Way {}

    /**
     * It has to turn out.
     *
     * @param answered whether the old system is there, once that is known
     * @param own whether it is for who asks to find out
     */
    record Doubtful(CompletableFuture<Boolean> answered, boolean own) implements Way {}
  }

  synchronized Way way(long now) {
    if (probe.isPresent()) {
      return new Way.Doubtful(probe.get(), false);
    }
    long past = now - since;
    if (shut && past < PAUSE) {
      return new Way.Shut(PAUSE - past);
    }
    if (!shut && heard && past < FRESH) {
      return new Way.Free();
    }
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    probe = Optional.of(begun);
    return new Way.Doubtful(begun, true);
  }

  /**
   * Notes how a person's question ended. What was asked before it was shut tells nothing new.
   *
   * @return whether it is shut from now on
   */
  synchronized boolean isShutBy(boolean answered, long now) {
    if (shut) {
      return false;
    }
    failures = answered ? 0 : failures + 1;
    if (answered) {
      since = now;
    }
    shut = failures >= FAILURES;
    since = shut ? now : since;
    return shut;
  }

  /**
   * Notes what came of a made-up name.
   *
   * @return whether the old system is away now and was not, or the other way round
   */
  synchronized boolean isTurnedBy(boolean answered, long now) {
    boolean turned = shut == answered;
    shut = !answered;
    heard = answered;
    failures = 0;
    since = now;
    probe.ifPresent(waiting -> waiting.complete(answered));
    probe = Optional.empty();
    return turned;
  }

  synchronized boolean isShut() {
    return shut;
  }
}
