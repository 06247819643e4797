package vestibule.core.former;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.Account;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.model.Visit;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Secrets;
import vestibule.core.session.Sessions;
import vestibule.core.store.ArrivalStore.FormerToken;
import vestibule.core.store.ArrivalStore.Owner;
import vestibule.core.store.Stores;
import vestibule.core.token.FormerTokens;

/**
 * The sessions of tokens that installations before have made. Each is known by the digest of what
 * is signed of it: under another signature (ECDSA has two for everything) it is the same token. The
 * digest is kept for longer than any such token lives, so that one that was ended never begins
 * anew.
 */
public final class FormerSessions implements FormerTokens {

  /** Longer than clocks differ. */
  private static final Duration KEPT = Installation.LONGEST_LIFE.plusDays(1);

  private static final int MARK_DIGITS = 16;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Changes changes;
  private final Sessions sessions;
  private final List<Installation> installations;
  private final List<Door> doors;
  private final BiPredicate<Stores, Long> demanding;

  /**
   * The sessions of one family of doors.
   *
   * @param doors where its sessions belong; the first of them has those that begin elsewhere
   * @param demanding whether an account lets nobody in without a second factor
   */
  public FormerSessions(
      Changes changes,
      Sessions sessions,
      List<Installation> installations,
      List<Door> doors,
      BiPredicate<Stores, Long> demanding) {
    this.changes = changes;
    this.sessions = sessions;
    this.installations = List.copyOf(installations);
    this.doors = List.copyOf(doors);
    this.demanding = demanding;
  }

  @Override
  public Found find(String token, Use use) {
    Instant now = changes.now();
    Found found = new NotTheirs();
    for (Installation one : installations) {
      Installation.Judged judged = one.judge(token, use.wanted(), now);
      if (judged instanceof Installation.Genuine genuine) {
        return found(Presented.of(token, one.source(), genuine), use);
      }
      if (judged instanceof Installation.Worthless(TokenRefusal why)
          && found instanceof NotTheirs) {
        found = new Worthless(why);
      }
    }
    return found;
  }

  /**
   * A token that is good by what it says.
   *
   * @param hash by which it is kept
   */
  private record Presented(String hash, String source, Installation.Genuine genuine) {

    static Presented of(String token, String source, Installation.Genuine genuine) {
      String signed = token.substring(0, token.lastIndexOf('.'));
      return new Presented(Secrets.hash(source + " " + signed), source, genuine);
    }

    Instant issued() {
      return Instant.ofEpochSecond(genuine.times().issued());
    }

    Known of(long account, long session) {
      return new Known(
          genuine.kind(),
          account,
          session,
          genuine.times(),
          HexFormat.fromHexDigitsToLong(hash, 0, MARK_DIGITS),
          new Origin(source, genuine.csrf()));
    }
  }

  /** What the database knows of a token. */
  private sealed interface Look {}

  private record Settled(Found found) implements Look {}

  /** It may begin a session. */
  private record Entitled(long account) implements Look {}

  private Found found(Presented token, Use use) {
    return switch (changes.read(stores -> look(stores, token))) {
      case Settled(Found found) -> found;
      case Entitled(long account) -> begun(token, use, account);
    };
  }

  private Look look(Stores stores, Presented token) {
    Optional<FormerToken> known = stores.arrivals().token(token.hash());
    if (known.isPresent()) {
      return new Settled(token.of(known.get().account(), known.get().session()));
    }
    Optional<Owner> owner = owner(stores, token.source(), token.genuine().oldId());
    Optional<Account> account = owner.flatMap(it -> stores.accounts().find(it.account()));
    if (account.isEmpty()) {
      return worthless(new TokenRefusal.Unknown(token.genuine().oldId()));
    }
    if (!account.get().isActive()) {
      return worthless(new TokenRefusal.Disabled(account.get().id()));
    }
    // What ended all sessions meant this one too, which had not begun yet; and no system before
    // asked for the second factor that somebody has here, or needs.
    return owner.get().sessionsEnded().filter(end -> !token.issued().isAfter(end)).isPresent()
            || demanding.test(stores, account.get().id())
        ? worthless(new TokenRefusal.Ended())
        : new Entitled(account.get().id());
  }

  /** A UUID is dashed in tokens, and by some databases, from which ids come, it is kept without. */
  private static Optional<Owner> owner(Stores stores, String source, String oldId) {
    return stores
        .arrivals()
        .owner(source, oldId)
        .or(
            () ->
                UUID.matcher(oldId).matches()
                    ? stores.arrivals().owner(source, oldId.replace("-", ""))
                    : Optional.empty());
  }

  private static Settled worthless(TokenRefusal why) {
    return new Settled(new Worthless(why));
  }

  private Found begun(Presented token, Use use, long account) {
    Sessions.Opening opening =
        sessions.prepareUnproved(
            account, home(use.visit()), terms(token, use), "a token of " + token.source());
    return changes.unit(
        account,
        opening.event().at(),
        change -> {
          change.lock(account);
          return switch (look(change.stores(), token)) {
            case Settled(Found found) -> found;
            case Entitled(long owner) when owner == account -> opened(change, token, opening);
            case Entitled _ -> new Worthless(new TokenRefusal.Unknown(token.genuine().oldId()));
          };
        });
  }

  private Found opened(Change change, Presented token, Sessions.Opening opening) {
    sessions.open(change, opening);
    long account = opening.session().account();
    long session = opening.session().id();
    change
        .stores()
        .arrivals()
        .insert(new FormerToken(token.hash(), account, session), token.issued().plus(KEPT));
    return token.of(account, session);
  }

  private Visit home(Visit visit) {
    boolean isHere = doors.stream().anyMatch(door -> door.name().equals(visit.door().name()));
    return isHere ? visit : new Visit(doors.getFirst(), visit.client());
  }

  /** It lives as long as its token; rounded, as sessions of the same terms share them in memory. */
  private Session.Terms terms(Presented token, Use use) {
    Session.Terms usual = use.terms();
    Duration left =
        Duration.between(changes.now(), Instant.ofEpochSecond(token.genuine().times().expires()));
    Duration rounded = left.truncatedTo(ChronoUnit.HOURS).plusHours(1);
    return usual.idle().compareTo(rounded) < 0
        ? new Session.Terms(usual.tokenLife(), usual.remembered(), rounded)
        : usual;
  }
}
