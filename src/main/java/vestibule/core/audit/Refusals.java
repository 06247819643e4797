package vestibule.core.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import vestibule.core.model.AuditEvent.Actor;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.AuditEvent.Place;
import vestibule.core.model.Door;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;

/**
 * Where refused attempts are told, so that they come to the audit trail and to the log. Telling is
 * cheap, touches no database, and costs the same whoever was named. What is alike is counted: what
 * was judged until it is taken, which is within a second, and what was turned away unjudged, or by
 * a token alone, for a minute.
 */
public final class Refusals {

  /** Of each of the two; beyond that, attempts are counted without who and from where. */
  private static final int MOST = 1_000;

  private static final long NOBODY = 0;
  private static final Duration COUNTED = Duration.ofMinutes(1);
  private static final Pattern CAPITAL = Pattern.compile("(?<!^)(\\p{Lu})");

  private final InstantSource clock;
  private final Consumer<Refused> listener;
  private final Map<Refused.What, Counted> judged = new LinkedHashMap<>();
  private final Map<Refused.What, Counted> counted = new LinkedHashMap<>();
  private final Map<SignIns, LongAdder> signIns = new ConcurrentHashMap<>();
  private final Tally tally = new Tally();

  /**
   * Nothing is told yet.
   *
   * @param listener hears of each attempt at once, on its own thread
   */
  public Refusals(InstantSource clock, Consumer<Refused> listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /** How often what was refused here, and what was done. */
  public Tally tally() {
    return tally;
  }

  /** How a log-in ended, for the figures of a node. */
  public enum Ending {
    SIGNED_IN,
    REFUSED,
    TURNED_AWAY
  }

  private record SignIns(String door, Ending ending) {}

  private record Counted(Instant first, LongAdder times) {}

  /** An attempt while it is made, until it turns out whose account it is about. */
  public static final class Attempt {

    private long account = NOBODY;

    private Attempt() {}

    /** Notes whose account the attempt is about. */
    public void on(long account) {
      this.account = account;
    }
  }

  /**
   * Makes an attempt, and tells of it when it is refused, for a reason that an attacker meets too:
   * a new password that is too short is none.
   *
   * @param kind of the event that tells of it
   */
  public <T> T attempt(Kind kind, Visit visit, Function<Attempt, T> work) {
    Attempt attempt = new Attempt();
    try {
      return work.apply(attempt);
    } catch (RefusedException refused) {
      tell(kind, visit, attempt.account, refused.refusal());
      throw refused;
    }
  }

  private void tell(Kind kind, Visit visit, long account, Refusal refusal) {
    switch (refusal) {
      case Refusal.OldSystemAway away -> {
        if (account == NOBODY) {
          turnedAway(kind, visit, word(away));
        } else {
          // It was judged: only who asked is not told.
          refused(kind, visit, account, "wrong_password");
        }
      }
      case Refusal.OfLoad load -> turnedAway(kind, visit, word(load));
      case Refusal.WrongCredentials _ ->
          refused(kind, visit, account, account == NOBODY ? "unknown_name" : "wrong_password");
      case Refusal.OfSignIn signIn -> refused(kind, visit, account, word(signIn));
      case Refusal.OfCode code -> refused(kind, visit, account, word(code));
      case Refusal.TokenRefused(TokenRefusal token) -> refused(kind, visit, account, word(token));
      case Refusal.OfAccess access -> refused(kind, visit, account, word(access));
      case Refusal.FactorWrong wrong -> refused(kind, visit, account, word(wrong));
      case Refusal.OfRegistration closed -> turnedAway(kind, visit, word(closed));
      case Refusal.NameTaken taken -> refused(kind, visit, account, word(taken));
      case Refusal.AddressTaken taken -> refused(kind, visit, account, word(taken));
      case Refusal.PasswordChangeInvalid(boolean wrong, _) -> {
        if (wrong) {
          refused(kind, visit, account, "wrong_password");
        }
      }
      case Refusal.OfPassword _,
          Refusal.OfName _,
          Refusal.OfAddress _,
          Refusal.OfFactor _,
          Refusal.FieldInvalid _ -> {
        // What is wrong is what was asked for, and not who asks.
      }
    }
  }

  /** {@code WrongCredentials} as {@code wrong_credentials}. */
  private static String word(Object refusal) {
    String name = refusal.getClass().getSimpleName();
    return CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Tells of an attempt that was judged and refused.
   *
   * @param account 0 where nobody knows whose; what was typed for it is never told
   * @param why a word of ours in lower-case letters and underscores
   */
  public void refused(Kind kind, Visit visit, long account, String why) {
    end(kind, visit.door(), Ending.REFUSED);
    add(judged, new Refused.What(kind, account, Place.of(visit), why));
  }

  /**
   * Tells of an attempt that was refused before anything was judged: a limit, or a busy server.
   *
   * @param kind what it would have been
   */
  public void turnedAway(Kind kind, Visit visit, String why) {
    end(kind, visit.door(), Ending.TURNED_AWAY);
    add(counted, new Refused.What(Kind.TURNED_AWAY, NOBODY, withoutBrowser(visit), why));
  }

  /** Tells of a token that is worth nothing, or nothing any more. */
  public void tokenRefused(Visit visit, TokenRefusal why) {
    long account =
        switch (why) {
          case TokenRefusal.Disabled(long disabled) -> disabled;
          case TokenRefusal.Gone(long gone) -> gone;
          case TokenRefusal.Damaged _,
              TokenRefusal.Expired _,
              TokenRefusal.WrongKind _,
              TokenRefusal.Ended _,
              TokenRefusal.Unknown _ ->
              NOBODY;
        };
    add(counted, new Refused.What(Kind.TOKEN_REFUSED, account, withoutBrowser(visit), word(why)));
  }

  private static Place withoutBrowser(Visit visit) {
    return new Place(visit.door().name(), visit.client().networkAddress());
  }

  /** Counts a log-in that began a session. */
  public void signedIn(Door door) {
    end(Kind.SIGN_IN_REFUSED, door, Ending.SIGNED_IN);
  }

  private void end(Kind kind, Door door, Ending ending) {
    if (kind == Kind.SIGN_IN_REFUSED) {
      signIns.computeIfAbsent(new SignIns(door.name(), ending), _ -> new LongAdder()).increment();
    }
  }

  /** How many log-ins through a door ended so since the start. */
  public long signIns(String door, Ending ending) {
    LongAdder count = signIns.get(new SignIns(door, ending));
    return count == null ? 0 : count.sum();
  }

  private void add(Map<Refused.What, Counted> alike, Refused.What what) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    tally.happened(what.kind(), what.place().door());
    count(alike, what, now);
    listener.accept(new Refused(now, what, 1));
  }

  private synchronized void count(Map<Refused.What, Counted> alike, Refused.What what, Instant at) {
    Refused.What kept =
        alike.size() < MOST || alike.containsKey(what)
            ? what
            : new Refused.What(
                what.kind(),
                NOBODY,
                new Place(Actor.PERSON, what.place().door(), "", ""),
                what.why());
    alike.computeIfAbsent(kept, _ -> new Counted(at, new LongAdder())).times().increment();
  }

  /**
   * Takes what is due to be written: all that was judged, and what has been counted for a minute.
   *
   * @param all whether to take what is still counted too, as the server ends
   */
  public synchronized List<Refused> take(boolean all) {
    List<Refused> due = new ArrayList<>(judged.size());
    judged.forEach((what, count) -> due.add(refused(what, count)));
    judged.clear();
    Instant before = clock.instant().minus(COUNTED);
    Iterator<Map.Entry<Refused.What, Counted>> each = counted.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Refused.What, Counted> next = each.next();
      if (all || !next.getValue().first().isAfter(before)) {
        due.add(refused(next.getKey(), next.getValue()));
        each.remove();
      }
    }
    return due;
  }

  private static Refused refused(Refused.What what, Counted count) {
    return new Refused(count.first(), what, count.times().sum());
  }

  /** How many different ones wait to be taken. */
  public synchronized int waiting() {
    return judged.size() + counted.size();
  }
}
