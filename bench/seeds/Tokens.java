import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.core.model.Session;
import vestibule.core.model.SigningKey;
import vestibule.core.secret.KeyRing;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.core.token.FormerTokens;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.RotatingTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenAuthenticator;
import vestibule.core.token.TokenFormat;
import vestibule.core.token.TokenKeys;
import vestibule.core.token.TokenPairs;
import vestibule.crypto.JdkKeyAlgorithms;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;
import vestibule.v1.session.AccessTokenFormat;

/**
 * Signs tokens for sessions that were written into a database in bulk, with the keys and classes of
 * the program, as the log-ins would have done, which would take twenty minutes of password hashes.
 *
 * <p>Arguments: the file of the master key, the name of the signing key, that key as the database
 * holds it (sealed, in hex), and what to make: {@code access} of document A; {@code pair-access} or
 * {@code pair-refresh} of document C; {@code own-access} of our own API. Each line of the input is
 * an account and a session, each of the output a token.
 */
final class Tokens {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final TokenAuthenticator NOBODY_IS_JUDGED = new TokenAuthenticator(null, null);

  public static void main(String[] arguments) throws IOException {
    SigningKey.Name name = SigningKey.Name.of(arguments[1]).orElseThrow();
    Seal seal = new Seal(MasterKey.read(Path.of(arguments[0])), new SecureRandom());
    KeyRing ring = new KeyRing(only(name, arguments[2]), seal, () -> true);
    TokenKeys keys =
        new TokenKeys(ring, name.family(), new JdkKeyAlgorithms(new SecureRandom()), CLOCK);
    Function<String[], String> token = tokens(arguments[3], keys);
    StringBuilder out = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.append(token.apply(line.split(" "))).append('\n');
    }
    System.out.print(out);
  }

  /** With the lives of the program's own when nothing is set. */
  private static Function<String[], String> tokens(String kind, TokenKeys keys) {
    if (kind.equals("access")) {
      RenewableTokens.Times times =
          new RenewableTokens.Times(
              Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(30));
      RenewableTokens tokens =
          new RenewableTokens(
              signed(keys, new JwtExtendedFormat()), () -> new byte[32], times, CLOCK);
      return ids -> tokens.issue(session(ids, tokens.terms(false))).token();
    }
    if (kind.equals("own-access")) {
      RotatingTokens tokens =
          new RotatingTokens(
              signed(keys, new AccessTokenFormat("http://localhost")),
              NOBODY_IS_JUDGED,
              new byte[32],
              new RotatingTokens.Lives(Duration.ofDays(1), Duration.ofDays(30)),
              new RotatingTokens.Source(CLOCK, new SecureRandom()));
      return ids -> tokens.issue(session(ids, tokens.terms())).access();
    }
    TokenPairs.Lives lives = new TokenPairs.Lives(Duration.ofDays(1), Duration.ofDays(10));
    TokenPairs pairs = new TokenPairs(signed(keys, new ChatTokenFormat()), lives, CLOCK);
    return kind.equals("pair-refresh")
        ? ids -> pairs.issue(session(ids, pairs.terms())).refresh()
        : ids -> pairs.issue(session(ids, pairs.terms())).access();
  }

  /** A database that holds one key and nothing else. */
  private static Transactions only(SigningKey.Name name, String sealed) {
    SigningKey.Times times =
        new SigningKey.Times(
            Instant.EPOCH, Optional.of(Instant.EPOCH), Optional.empty(), Duration.ofDays(30));
    SealedSecret row = new SealedSecret(name.text(), sealed, times);
    SigningKeyStore rows = answering(SigningKeyStore.class, List.of(row));
    Stores stores = answering(Stores.class, rows);
    return new Transactions() {
      @Override
      public <T> T write(Work<T> work) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T> T read(Work<T> work) {
        return work.in(stores);
      }
    };
  }

  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> answer));
  }

  private static SignedTokens signed(TokenKeys keys, TokenFormat format) {
    return new SignedTokens(
        keys, format, NOBODY_IS_JUDGED, FormerTokens.NONE, CLOCK, new SecureRandom());
  }

  private static Session session(String[] ids, Session.Terms terms) {
    Instant now = CLOCK.instant();
    Session.Life life = new Session.Life(now, now, now, Optional.empty());
    return new Session(Long.parseLong(ids[0]), Long.parseLong(ids[1]), "", terms, life);
  }
}
