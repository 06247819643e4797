package vestibule.core.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vestibule.core.cache.Remembered;
import vestibule.core.model.Door;
import vestibule.core.model.Session;
import vestibule.core.refusal.TokenFlaw;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Secrets;
import vestibule.core.store.SecretStore;
import vestibule.core.store.Transactions;
import vestibule.core.token.TokenAuthenticator.VerifiedToken;

/** Opaque keys; each is a session of its own door, found by the key's hash. */
public final class OpaqueTokens {

  private static final int MOST_REMEMBERED = 200_000;

  private static final TokenFormat.Times NO_TIMES = new TokenFormat.Times(0, 0, 0);

  private final Transactions transactions;
  private final TokenAuthenticator authenticator;
  private final Map<String, Duration> idle;
  private final InstantSource clock;
  private final Remembered<Digests.Fingerprint, VerifiedToken> verified =
      new Remembered<>(MOST_REMEMBERED);

  /**
   * Keys of a database.
   *
   * @param idle by the name of a door, how long its keys work without being used
   */
  public OpaqueTokens(
      Transactions transactions,
      TokenAuthenticator authenticator,
      Map<String, Duration> idle,
      InstantSource clock) {
    this.transactions = transactions;
    this.authenticator = authenticator;
    this.idle = idle;
    this.clock = clock;
  }

  /** What a session of that door begins with. */
  public Session.Terms terms(Door door) {
    return new Session.Terms(OptionalInt.empty(), false, idle.get(door.name()));
  }

  /** What a key is worth at a door; keys of other doors are worth nothing there. */
  public TokenOutcome read(String key, Door door) {
    return read(key, Set.of(door.name()));
  }

  /** The keys of some doors, for who takes those of several. */
  public BearerReader of(Set<String> doors) {
    return new BearerReader() {
      @Override
      public TokenOutcome read(String key) {
        return OpaqueTokens.this.read(key, doors);
      }

      @Override
      public boolean remembers(Digests.Fingerprint key) {
        return verified.get(key).isPresent();
      }
    };
  }

  private TokenOutcome read(String key, Set<String> doors) {
    Optional<VerifiedToken> known = verified(key);
    if (known.isEmpty()) {
      return TokenOutcome.damaged(TokenFlaw.UNKNOWN);
    }
    return switch (authenticator.authenticate(known.get(), clock.instant())) {
      case TokenOutcome.Accepted accepted when !doors.contains(accepted.session().door()) ->
          TokenOutcome.damaged(TokenFlaw.UNKNOWN);
      case TokenOutcome other -> other;
    };
  }

  /**
   * A key never changes its session, so what was found once holds; whether the session lives is
   * judged anew each time.
   */
  private Optional<VerifiedToken> verified(String key) {
    Digests.Fingerprint fingerprint = Digests.fingerprint(key);
    Optional<VerifiedToken> known = verified.get(fingerprint);
    if (known.isPresent()) {
      return known;
    }
    Optional<VerifiedToken> found =
        transactions
            .read(stores -> stores.secrets().find(Secrets.hash(key)))
            .filter(target -> target.kind() == SecretStore.Kind.SESSION)
            .map(
                target ->
                    new VerifiedToken(
                        TokenFormat.Kind.ACCESS,
                        target.account(),
                        target.id(),
                        NO_TIMES,
                        Optional.empty(),
                        0));
    found.ifPresent(token -> verified.put(fingerprint, token));
    return found;
  }
}
