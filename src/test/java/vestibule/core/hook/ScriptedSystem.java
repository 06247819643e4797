package vestibule.core.hook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An old system that says what a test wants, on a clock that moves as the test wants. */
final class ScriptedSystem implements OldSystem {

  static final String MADE_UP = "vestibule-probe-";

  /** What was asked about people. */
  final List<Question> asked = new CopyOnWriteArrayList<>();

  /** What was asked about made-up names. */
  final List<Question> probes = new CopyOnWriteArrayList<>();

  /** How long somebody waited instead of asking. */
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** What an operator was told. */
  final List<String> told = new CopyOnWriteArrayList<>();

  final AtomicLong nanos = new AtomicLong();
  volatile Function<Question, Said> says = _ -> new Said.Nobody();
  volatile Function<Question, Said> saysOfProbes = _ -> new Said.Nobody();

  @Override
  public Said ask(Question question) {
    boolean probe = question.login().startsWith(MADE_UP);
    (probe ? probes : asked).add(question);
    return (probe ? saysOfProbes : says).apply(question);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Answers after that long. */
  Said after(Duration time, Said said) {
    pass(time);
    return said;
  }

  Questions questions(InstantSource clock) {
    return new Questions(
        this,
        new Questions.Time(clock, nanos::get, pauses::add),
        new Questions.Chance(new byte[32], new Random(7)),
        told::add);
  }
}
