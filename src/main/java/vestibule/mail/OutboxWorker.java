package vestibule.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.core.delivery.Letter;
import vestibule.core.delivery.Outbox;
import vestibule.mail.Transport.Outcome;
import vestibule.mail.message.Messages;

/**
 * The threads that carry mails from the outbox to the transport. A mail is sent at least once: when
 * it could not be marked as sent, it is sent again under the same {@code Message-ID}.
 */
public final class OutboxWorker {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);
  private static final int MOST_MARKS = 5;
  private static final int MOST_LOSSES = 3;

  private final Outbox outbox;
  private final Messages messages;
  private final Transport transport;
  private final Settings settings;
  private final Gate gate;
  private final List<Thread> threads = new ArrayList<>();
  private final String lease;
  private final AtomicLong leases = new AtomicLong();
  private final AtomicBoolean outboxFails = new AtomicBoolean();
  private final Suspicions suspicions = new Suspicions();
  private final Outage outage;
  private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

  /** What became of a mail that was handed to the transport. */
  public enum Ending {
    SENT,
    /** It is tried again. */
    REFUSED,
    GIVEN_UP
  }

  /**
   * The settings of a worker.
   *
   * @param name no other worker on any node has it, nor one that begins with it
   * @param threads how many mails are on the way at once
   * @param pause before the first try of a transport that does not work; where it refuses, each
   *     later one is twice as long, up to 60 times the first
   */
  public record Settings(String name, int threads, Duration pause) {

    /** Two threads, a try after 5 s. */
    public static Settings standard(String name) {
      return new Settings(name, 2, Duration.ofSeconds(5));
    }
  }

  /**
   * A worker that does nothing until it is started.
   *
   * @param gate where its threads wait, and are called
   */
  public OutboxWorker(
      Outbox outbox, Messages messages, Transport transport, Settings settings, Gate gate) {
    this.outbox = outbox;
    this.messages = messages;
    this.transport = transport;
    this.settings = settings;
    this.gate = gate;
    // No name begins with another one and this.
    this.lease = settings.name() + "/";
    for (Ending ending : Ending.values()) {
      endings.put(ending, new LongAdder());
    }
    this.outage = new Outage(settings.pause(), System::nanoTime, LOG);
  }

  /** Begins to send; once. */
  public void start() {
    for (int i = 1; i <= settings.threads(); i++) {
      threads.add(Thread.ofPlatform().name("mail-" + i).daemon().start(this::work));
    }
  }

  /** Tries the transport before the first mail, so that the log tells at once what is wrong. */
  public void check() {
    gate.pause(Duration.ZERO);
  }

  /** How many mails ended so since the start. */
  public long count(Ending ending) {
    return endings.get(ending).sum();
  }

  private void ended(Ending ending) {
    endings.get(ending).increment();
  }

  /** The trouble that keeps mails from being sent now; empty while they are sent. */
  public Optional<Trouble.Kind> trouble() {
    return outage.present();
  }

  /**
   * Lets every thread finish the mail that it has in hand, cuts off what takes longer, closes the
   * transport, and gives all leases back.
   */
  public void stop(Duration most) {
    gate.leave();
    long until = System.nanoTime() + most.toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofNanos(until - System.nanoTime()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    transport.close();
    try {
      outbox.releaseAll(lease);
    } catch (RuntimeException e) {
      LOG.warn("The leases of mails were not given back and end by themselves: {}", Reason.of(e));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    long seen = -1;
    while (true) {
      try {
        switch (gate.await(seen)) {
          case Gate.Turn.Leave() -> {
            return;
          }
          case Gate.Turn.Try() -> tryTransport();
          case Gate.Turn.Look(long calls) -> seen = handlesOne() ? -1 : calls;
        }
      } catch (InterruptedException e) {
        LOG.warn("A mail thread was interrupted and ends");
        return;
      } catch (RuntimeException | Error e) {
        if (!outboxFails.get()) {
          LOG.error("A mail thread goes on after {}", Reason.of(e));
        }
        seen = gate.calls();
      }
    }
  }

  private void tryTransport() {
    Optional<Duration> pause = Optional.of(settings.pause());
    try {
      outbox.answerSome();
      pause = transport.trouble().map(outage::begin);
    } finally {
      gate.tried(pause);
    }
    if (pause.isEmpty() && !gate.isCareful()) {
      outage.end();
    }
  }

  /** Whether there was a mail, so that there may be another. */
  private boolean handlesOne() throws InterruptedException {
    try {
      Optional<Letter> letter = next();
      if (letter.isPresent()) {
        handle(letter.get());
      } else {
        transport.rest();
      }
      return letter.isPresent();
    } finally {
      gate.looked();
    }
  }

  private Optional<Letter> next() {
    try {
      Optional<Letter> letter = outbox.next(lease + leases.incrementAndGet());
      if (outboxFails.compareAndSet(true, false)) {
        LOG.info("The outbox can be read again");
      }
      return letter;
    } catch (RuntimeException e) {
      if (outboxFails.compareAndSet(false, true)) {
        LOG.warn("The outbox cannot be read, mails wait: {}", Reason.of(e));
      }
      throw e;
    }
  }

  private void handle(Letter letter) throws InterruptedException {
    long mail = letter.mail().id();
    String recipient = letter.mail().recipient().address();
    switch (send(letter)) {
      case Outcome.Sent() -> {
        ended(Ending.SENT);
        suspicions.answered(mail);
        suspicions.taken(recipient);
        gate.beBold();
        outage.taken();
        mark(letter, () -> outbox.sent(letter));
      }
      case Outcome.Refused(Why why) -> refused(letter, why);
      case Outcome.Doubted(Why why, String manner) -> {
        if (suspicions.doubted(recipient, manner)) {
          gate.beCareful();
          pause(new Trouble(Trouble.Kind.POLICY, why));
        }
        refused(letter, why);
      }
      case Outcome.Denied(Trouble trouble) -> denied(letter, trouble);
      case Outcome.Rejected(Why why) -> {
        ended(Ending.GIVEN_UP);
        suspicions.answered(mail);
        LOG.warn("Mail {} ({}) is given up: {}", mail, letter.mail().purpose(), why.logged());
        mark(letter, () -> outbox.dead(letter, why.shown()));
      }
      case Outcome.Unreachable(Trouble trouble) -> unreachable(letter, trouble);
    }
  }

  private Outcome send(Letter letter) {
    try {
      return transport.send(messages.of(letter));
    } catch (RuntimeException e) {
      String reason = Reason.of(e);
      LOG.error("Mail {} could not be written: {}", letter.mail().id(), reason);
      return new Outcome.Refused(Why.of(reason));
    }
  }

  private void refused(Letter letter, Why why) throws InterruptedException {
    ended(Ending.REFUSED);
    suspicions.answered(letter.mail().id());
    LOG.info("Mail {} is refused for now: {}", letter.mail().id(), why.logged());
    mark(letter, () -> outbox.refused(letter, why.shown()));
  }

  /** A second refusal of one recipient says nothing new of us while others' mails are taken. */
  private void denied(Letter letter, Trouble trouble) throws InterruptedException {
    if (suspicions.denied(letter.mail().recipient().address())) {
      gate.beCareful();
      pause(trouble);
    } else if (outage.present().isEmpty()) {
      refused(letter, trouble.why());
      return;
    }
    ended(Ending.REFUSED);
    suspicions.answered(letter.mail().id());
    mark(letter, () -> outbox.postponed(letter, trouble.why().shown()));
  }

  private void unreachable(Letter letter, Trouble trouble) throws InterruptedException {
    // Every look follows a success or a good try: a mail that is lost again and again is itself
    // what the server hangs up on, and must not hold up all others.
    if (trouble.kind() == Trouble.Kind.CONNECTION
        && suspicions.lost(letter.mail().id()) >= MOST_LOSSES) {
      refused(letter, trouble.why());
      return;
    }
    pause(trouble);
    mark(letter, () -> outbox.putBack(letter));
  }

  /** Two threads that fail at once are one failure. */
  private void pause(Trouble trouble) {
    synchronized (outage) {
      if (!gate.isPaused()) {
        gate.pause(outage.begin(trouble));
      }
    }
  }

  /** Until it is marked, a mail would be sent again when its lease ends. */
  private void mark(Letter letter, Runnable marking) throws InterruptedException {
    for (int i = 1; i <= MOST_MARKS; i++) {
      try {
        marking.run();
        return;
      } catch (RuntimeException e) {
        gate.breathe();
      }
    }
    LOG.warn("Mail {} could not be marked and may be sent again", letter.mail().id());
  }
}
