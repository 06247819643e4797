package vestibule.core.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Network;
import vestibule.core.model.Session;
import vestibule.core.model.UserAgent;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;

/**
 * Turns people away who try too often. Nobody waits here and nothing is written for a refusal,
 * which says when to come again.
 *
 * <p>A use is counted before the work, so that many at once count as many as one after the other,
 * and is given back when the work was no guess.
 */
public final class Limits {

  /** What is kept of a network's limit for people who were turned away and come back. */
  private static final double RESERVE = 5;

  /** Refusals after which a name is no longer that of a person who comes back. */
  private static final int MOST_RETURNS = 3;

  private final Uses uses;
  private volatile Knocks knocks = new Knocks();
  private final Struck struck = new Struck();
  private final Devices devices;
  private final boolean on;
  private final InstantSource clock;

  /**
   * Limits over the counters of this node.
   *
   * @param on whether anything is counted
   */
  public Limits(Uses uses, Devices devices, boolean on, InstantSource clock) {
    this.uses = uses;
    this.devices = devices;
    this.on = on;
    this.clock = clock;
  }

  /** Who was turned away how often since the start. */
  public Struck struck() {
    return struck;
  }

  /** How many counters this node holds. */
  public int counters() {
    return uses.size();
  }

  /** What is limited by network alone, whatever comes of it. */
  public enum Kind {
    MAIL(Limit.MAIL, Limit.MAIL_RANGE),
    REGISTRATION(Limit.REGISTRATION, Limit.REGISTRATION_RANGE),
    NAME_CHECK(Limit.NAME_CHECK, Limit.NAME_CHECK_RANGE),
    KEYED_REQUEST(Limit.KEYED_REQUEST, Limit.KEYED_REQUEST_RANGE),
    SERVICE(Limit.SERVICE, Limit.SERVICE_RANGE);

    private final Limit narrow;
    private final Limit wide;

    Kind(Limit narrow, Limit wide) {
      this.narrow = narrow;
      this.wide = wide;
    }
  }

  /** Begins anew on this node, as for a test. */
  public void forget() {
    uses.clear();
    knocks = new Knocks();
  }

  /** Whether anything is limited at all. */
  public boolean isOn() {
    return on;
  }

  /**
   * Counts one of a kind.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public void count(Kind kind, UserAgent client) {
    new Attempt(client).requireNetwork(kind.narrow, kind.wide, 0);
  }

  /**
   * Counts a mail to an address for a new password.
   *
   * @return false when the address has had enough: the answer is the same, but nothing is sent
   */
  public boolean mayMailReset(LoginKey recipient) {
    return mayMail(Limit.RESET_MAIL, recipient);
  }

  /** The same for every other mail that anybody can cause. */
  public boolean mayMail(LoginKey recipient) {
    return mayMail(Limit.OTHER_MAIL, recipient);
  }

  private boolean mayMail(Limit limit, LoginKey recipient) {
    Instant now = clock.instant();
    boolean may = !on || uses.of(limit, recipient.text(), now).take(now, 0).isZero();
    if (!may) {
      struck.add(limit);
    }
    return may;
  }

  /**
   * Looks a code up; one that is wrong, spent or too old counts.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T code(UserAgent client, Supplier<T> look) {
    Attempt attempt = new Attempt(client);
    attempt.requireNetwork(Limit.CODE, Limit.CODE_RANGE, 0);
    return attempt.run(look, _ -> true);
  }

  /**
   * Has judged what is to prove a factor of an account. A marked device counts for nothing: a thief
   * of the password has marked as many as they like, before there was a factor or at a door that
   * lets pass.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T factor(UserAgent client, long account, Supplier<T> judge) {
    Attempt attempt = new Attempt(client);
    attempt.account = account;
    attempt.require(Limit.FACTOR, Long.toString(account));
    return attempt.run(judge, _ -> true);
  }

  /**
   * Has an answer to a challenge judged; a wrong one counts as a wrong code does, so that nobody
   * makes us judge without end.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T answer(UserAgent client, Supplier<T> judge, Predicate<T> right) {
    Attempt attempt = new Attempt(client);
    attempt.requireNetwork(Limit.CODE, Limit.CODE_RANGE, 0);
    return attempt.run(judge, right);
  }

  /**
   * How long until fewer failures than that are remembered of a client's network, whether of
   * log-ins or of codes.
   *
   * @return zero when fewer are
   */
  public Duration untilFewer(int failures, UserAgent client) {
    String network = client.network().narrow();
    Duration signIns = untilFewer(Limit.SIGN_IN, network, failures);
    Duration codes = untilFewer(Limit.CODE, network, failures);
    return signIns.compareTo(codes) > 0 ? signIns : codes;
  }

  private Duration untilFewer(Limit limit, String whom, double failures) {
    return uses.untilFewer(limit, whom, failures, clock.instant());
  }

  /**
   * Asks somebody who is let in already for their present password.
   *
   * @param ask empty for a wrong one
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> Optional<T> present(Session session, Supplier<Optional<T>> ask) {
    long account = session.account();
    return present(account, "session " + account + ' ' + session.id(), ask, Optional::isPresent);
  }

  /**
   * Asks somebody who has an account's code for its password.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T present(long account, Supplier<T> ask) {
    return present(account, "account " + account, ask, _ -> true);
  }

  private <T> T present(long account, String whom, Supplier<T> ask, Predicate<T> right) {
    Attempt attempt = new Attempt(UserAgent.NONE);
    attempt.account = account;
    attempt.require(Limit.PRESENT_PASSWORD, whom);
    return attempt.run(ask, right);
  }

  /**
   * Gives an account another user name. What is refused costs no more than the question whether the
   * name is taken.
   *
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T nameChange(long account, UserAgent client, Supplier<T> work) {
    count(Kind.NAME_CHECK, client);
    Attempt attempt = new Attempt(client);
    attempt.account = account;
    attempt.require(Limit.NAME_CHANGE, "account " + account);
    return attempt.run(work, _ -> false);
  }

  /** Makes a picture of what an account has sent. Each counts, whatever comes of it. */
  public <T> T avatar(long account, Supplier<T> work) {
    Attempt attempt = new Attempt(UserAgent.NONE);
    attempt.account = account;
    attempt.require(Limit.AVATAR, "account " + account);
    return work.get();
  }

  /**
   * Tries a password.
   *
   * @param name what was typed, of whatever account it turns out to be
   * @param work calls {@link Attempt#to} before it hashes anything
   * @throws RefusedException with {@link Refusal.Throttled}
   */
  public <T> T signIn(UserAgent client, LoginKey name, Function<Attempt, T> work) {
    Attempt attempt = new Attempt(client);
    attempt.enter(name);
    return attempt.run(() -> work.apply(attempt), _ -> true);
  }

  /** One try: what it has taken of limits until it is known how it ends. */
  public final class Attempt {

    private final Optional<Devices.Device> device;
    private final Network network;
    private final List<Use> taken = new ArrayList<>(3);
    private Optional<Spent> owed = Optional.empty();

    /** Of the name at this network, where a password is tried. */
    private long knock;

    /** 0 where none is known. */
    private long account;

    private Attempt(UserAgent client) {
      this.device = devices.device(client.device());
      this.network = client.network();
    }

    private <T> T run(Supplier<T> work, Predicate<T> right) {
      boolean guess = false;
      try {
        T result = work.get();
        guess = !right.test(result);
        return result;
      } catch (RefusedException refused) {
        guess = isGuess(refused.refusal());
        throw refused;
      } finally {
        if (!guess) {
          giveBack();
        }
      }
    }

    private void requireNetwork(Limit narrow, Limit wide, double reserve) {
      takeNetwork(narrow, wide, reserve).ifPresent(this::refuse);
    }

    private Optional<Spent> takeNetwork(Limit narrow, Limit wide, double reserve) {
      return take(narrow, network.narrow(), reserve).or(() -> take(wide, network.wide(), reserve));
    }

    /** A name that was turned away and soon comes back is that of a person more often. */
    private void enter(LoginKey name) {
      Instant now = clock.instant();
      knock = uses.key(Limit.SIGN_IN, network.narrow() + ' ' + name.text());
      if (device.isEmpty()) {
        uses.turnedAway().of(knock, now).ifPresent(this::refuse);
      }
      int returns = knocks.of(knock, now);
      boolean comesBack = returns > 0 && returns <= MOST_RETURNS;
      owed = takeNetwork(Limit.SIGN_IN, Limit.SIGN_IN_RANGE, comesBack ? 0 : RESERVE);
      if (owed.isPresent()) {
        knocks.add(knock, now);
        if (device.isEmpty()) {
          refuse(owed.get());
        }
        giveBack();
      }
    }

    /**
     * Names the account that the password is tried for.
     *
     * @param named its id; empty where there is none
     * @param counted what its failures are counted by: the id, or the name that was typed
     * @param familiar whether it was signed in to from this network before; asked only where its
     *     limit is spent
     * @throws RefusedException with {@link Refusal.Throttled}
     */
    public void to(Optional<Long> named, String counted, BooleanSupplier familiar) {
      account = named.orElse(0L);
      Optional<Devices.Device> own = own(named);
      if (own.isPresent()) {
        giveBack();
        require(Limit.KNOWN_DEVICE, own.get().account() + " " + own.get().id());
        return;
      }
      owed.ifPresent(this::refuse);
      Optional<Spent> wait = take(Limit.ACCOUNT, counted, 0);
      if (wait.isPresent()) {
        if (!familiar.getAsBoolean()) {
          turnAway(wait.get());
        }
        take(Limit.FAMILIAR_NETWORK, counted + ' ' + network.narrow(), 0).ifPresent(this::turnAway);
      }
    }

    private void turnAway(Spent spent) {
      Instant until = clock.instant().plus(spent.told());
      uses.turnedAway().add(knock, new TurnedAway.Whose(spent.limit(), account), until);
      refuse(spent);
    }

    /**
     * How long until fewer failures than that are remembered of the account and of the network; to
     * be asked before {@link #to}, so that this try does not count.
     *
     * @return zero when fewer are, or on a device of the account
     */
    public Duration untilFewer(int failures, Optional<Long> account, String counted) {
      if (own(account).isPresent()) {
        return Duration.ZERO;
      }
      Duration ofAccount = Limits.this.untilFewer(Limit.ACCOUNT, counted, failures);
      Duration ofNetwork =
          Limits.this.untilFewer(
              Limit.SIGN_IN, network.narrow(), owed.isPresent() ? failures : failures + 1);
      return ofAccount.compareTo(ofNetwork) > 0 ? ofAccount : ofNetwork;
    }

    private Optional<Devices.Device> own(Optional<Long> account) {
      return device.filter(known -> account.filter(id -> id == known.account()).isPresent());
    }

    private void require(Limit limit, String whom) {
      take(limit, whom, 0).ifPresent(this::refuse);
    }

    /** Empty when it was taken; else what tells how long it has to wait. */
    private Optional<Spent> take(Limit limit, String whom, double reserve) {
      if (!on) {
        return Optional.empty();
      }
      Instant now = clock.instant();
      Use use = uses.of(limit, whom, now);
      Duration wait = use.take(now, reserve);
      if (wait.isZero()) {
        taken.add(use);
        return Optional.empty();
      }
      return Optional.of(new Spent(limit, wait));
    }

    private void refuse(TurnedAway.Wait wait) {
      account = wait.limit().account();
      refuse(new Spent(wait.limit().limit(), wait.left()));
    }

    /** The try is not made, so what was taken of other limits is given back. */
    private void refuse(Spent spent) {
      giveBack();
      struck.add(spent.limit(), account, network, clock.instant());
      throw spent.refusal();
    }

    private void giveBack() {
      taken.forEach(Use::giveBack);
      taken.clear();
    }
  }

  private static boolean isGuess(Refusal refusal) {
    // Else passwords of people who are here could be guessed without end while it is away.
    return refusal instanceof Refusal.WrongCredentials
        || refusal instanceof Refusal.OldSystemAway
        || refusal instanceof Refusal.FactorWrong
        || refusal instanceof Refusal.OfCode;
  }
}
