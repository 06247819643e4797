package vestibule.core.change;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import vestibule.core.audit.Refusals;
import vestibule.core.audit.Refused;
import vestibule.core.audit.Tally;
import vestibule.core.event.EventLog;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;
import vestibule.core.model.Visit;
import vestibule.core.operator.Operator;
import vestibule.core.store.Ids;
import vestibule.core.store.Transactions;

/**
 * The one way to change accounts. The event is drawn before. The work runs in one unit of work and
 * may run again; an exception of it undoes all.
 */
public final class Changes {

  private final Transactions transactions;
  private final Ids ids;
  private final InstantSource clock;
  private final Refusals refusals;
  private final EventLog log;
  private final Optional<By> by;

  /**
   * Who makes the changes over the network.
   *
   * @param judged whether they are judged in each unit of work
   */
  private record By(Operator operator, boolean judged) {}

  /**
   * Changes in a database; events get their ids and times from here.
   *
   * @param refusals where attempts at changes are told that are refused
   * @param log what other systems are told
   */
  public Changes(
      Transactions transactions, Ids ids, InstantSource clock, Refusals refusals, EventLog log) {
    this(transactions, ids, clock, refusals, log, Optional.empty());
  }

  private Changes(
      Transactions transactions,
      Ids ids,
      InstantSource clock,
      Refusals refusals,
      EventLog log,
      Optional<By> by) {
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
    this.refusals = refusals;
    this.log = log;
    this.by = by;
  }

  /**
   * The same changes by an operator over the network, who is judged again in each unit of work and
   * whom the audit trail names. Without, an operator is whoever runs commands.
   */
  public Changes by(Operator operator) {
    return by(new By(operator, true));
  }

  /**
   * The same changes for what follows of one that was made: the trail names the operator, who is
   * not judged again, as nothing is decided any more.
   */
  public Changes following() {
    return by.map(one -> by(new By(one.operator(), false))).orElse(this);
  }

  private Changes by(By other) {
    return new Changes(transactions, ids, clock, refusals, log, Optional.of(other));
  }

  /** Who makes the changes over the network; empty for whoever runs commands. */
  public Optional<Operator> operator() {
    return by.map(By::operator);
  }

  private Optional<Operator> judged() {
    return by.filter(By::judged).map(By::operator);
  }

  /** Changes of which no other system is told. */
  public Changes(Transactions transactions, Ids ids, InstantSource clock, Refusals refusals) {
    this(transactions, ids, clock, refusals, EventLog.OFF);
  }

  /** Changes whose refused attempts nobody hears of. */
  public Changes(Transactions transactions, Ids ids, InstantSource clock) {
    this(transactions, ids, clock, new Refusals(clock, _ -> {}));
  }

  /** Where attempts are told that are refused. */
  public Refusals refusals() {
    return refusals;
  }

  /** How often what happened here. */
  public Tally tally() {
    return refusals.tally();
  }

  /** Draws up an event that a visitor caused; before the unit of work that writes it. */
  public AuditEvent event(Kind kind, long account, Visit visit) {
    return event(kind, account, Place.of(visit), "");
  }

  /** The same with what the kind alone does not tell. */
  public AuditEvent event(Kind kind, long account, Visit visit, String detail) {
    return event(kind, account, Place.of(visit), detail);
  }

  /** Draws up an event that an operator caused. */
  public AuditEvent byOperator(Kind kind, long account, String detail) {
    return event(
        kind,
        account,
        operator().map(Operator::place).orElseGet(Place::ofOperator),
        operator().map(known -> known.detail(detail)).orElse(detail));
  }

  /** Draws up an event that the server itself caused. */
  public AuditEvent bySystem(Kind kind, long account, String detail) {
    return event(kind, account, Place.ofSystem(), detail);
  }

  private AuditEvent event(Kind kind, long account, Place place, String detail) {
    return new AuditEvent(ids.next(Ids.Sequence.AUDIT), now(), account, kind, place, detail);
  }

  AuditEvent event(Refused refused) {
    Refused.What what = refused.what();
    return new AuditEvent(
        ids.next(Ids.Sequence.AUDIT),
        refused.at(),
        what.account(),
        what.kind(),
        what.place(),
        refused.detail());
  }

  /** The time, as fine as times are kept. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Reads what a change depends on; it is looked at again when the change is made. */
  public <T> T read(Transactions.Work<T> work) {
    return transactions.read(work);
  }

  /** Writes what changes no account: a mail that is owed, a name of rights. */
  public <T> T write(Transactions.Work<T> work) {
    return judged().isEmpty()
        ? transactions.write(work)
        : unit(0, now(), it -> work.in(it.stores()));
  }

  /** Work on accounts that are locked. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work. */
    T in(Change change);
  }

  /** Locks the account of an event, judges the grounds, does the work, and writes the event. */
  public <T> T make(AuditEvent event, Grounds grounds, Work<T> work) {
    return on(
        event,
        grounds,
        change -> {
          T made = work.in(change);
          say(change, event);
          return made;
        });
  }

  /** The same for work that gives nothing back. */
  public void run(AuditEvent event, Grounds grounds, Consumer<Change> work) {
    make(
        event,
        grounds,
        change -> {
          work.accept(change);
          return change;
        });
  }

  /**
   * The same for work that may find nothing to do.
   *
   * @return what the work returns: false when there was nothing to do; then no event is written
   */
  public boolean makeIf(AuditEvent event, Grounds grounds, Predicate<Change> work) {
    return on(
        event,
        grounds,
        change -> {
          boolean done = work.test(change);
          if (done) {
            say(change, event);
          }
          return done;
        });
  }

  /**
   * The same by an operator, on an account that may be gone.
   *
   * @return what the work returns; false too when there is no account of that id
   */
  public boolean makeIfThere(AuditEvent event, Predicate<Change> work) {
    return makeIf(event, _ -> {}, change -> change.lock(event.account()) && work.test(change));
  }

  /**
   * Adds a session or a mail to an account. No other node is told, as all that it remembers of the
   * account stays right.
   */
  public <T> T add(AuditEvent event, Grounds grounds, Work<T> work) {
    return on(
        event,
        grounds,
        change -> {
          T added = work.in(change);
          change.record(event);
          return added;
        });
  }

  /**
   * A unit of work that locks accounts and writes events by itself.
   *
   * @param account that {@link Change#account} is
   * @param now that {@link Change#now} is
   */
  public <T> T unit(long account, Instant now, Work<T> work) {
    Made<T> made =
        transactions.write(
            stores -> {
              Change change = new Change(stores, account, now);
              judged().ifPresent(known -> judge(known, change));
              T result = work.in(change);
              judged().ifPresent(known -> known.requireKept(stores));
              change.publish(log);
              return new Made<>(change, result);
            });
    // The work may run again: what counts is the run that was committed.
    made.change().tell(refusals.tally());
    return made.result();
  }

  /**
   * Both accounts are locked in the order of their ids, so that no two operators wait in a ring.
   */
  private static void judge(Operator operator, Change change) {
    long account = change.account();
    if (account != 0 && account < operator.account()) {
      change.lock(account);
    }
    change.lock(operator.account());
    if (account > operator.account()) {
      change.lock(account);
    }
    operator.require(change.stores(), account, change.now());
  }

  private record Made<T>(Change change, T result) {}

  private <T> T on(AuditEvent event, Grounds grounds, Work<T> work) {
    return unit(
        event.account(),
        event.at(),
        change -> {
          grounds.require(change);
          return work.in(change);
        });
  }

  private static void say(Change change, AuditEvent event) {
    change.record(event);
    change.announce(event.account());
  }
}
