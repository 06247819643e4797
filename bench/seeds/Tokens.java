import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.core.model.Session;
import vestibule.core.secret.Digests;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenAuthenticator;
import vestibule.core.token.TokenPairs;
import vestibule.crypto.Jwt;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;

/**
 * Signs tokens for sessions that were written into a database in bulk, with the keys and classes of
 * the program, as the log-ins would have done, which would take twenty minutes of password hashes.
 *
 * <p>Arguments: the file of the master key, the name of the signing key, that key as the database
 * holds it (sealed, in hex), and what to make: {@code access} of document A; {@code pair-access} or
 * {@code pair-refresh} of document C. Each line of the input is an account and a session, each of
 * the output a token.
 */
final class Tokens {
  private static final TokenAuthenticator NOBODY_IS_JUDGED = new TokenAuthenticator(null, null);

  public static void main(String[] arguments) throws IOException {
    byte[] key =
        new Seal(MasterKey.read(Path.of(arguments[0])), new SecureRandom())
            .open(arguments[1], HexFormat.of().parseHex(arguments[2]));
    Function<Session, String> tokens = tokens(arguments[3], key);
    StringBuilder out = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] ids = line.split(" ");
      out.append(
              tokens.apply(session(Long.parseLong(ids[0]), Long.parseLong(ids[1]), arguments[3])))
          .append('\n');
    }
    System.out.print(out);
  }

  private static Function<Session, String> tokens(String kind, byte[] key) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    if (kind.equals("access")) {
      RenewableTokens renewable =
          new RenewableTokens(
              new SignedTokens(
                  new Jwt(key), new JwtExtendedFormat(), NOBODY_IS_JUDGED, clock, random),
              Digests.hmacSha256(key, "csrf"),
              times(),
              clock);
      return session -> renewable.issue(session).token();
    }
    TokenPairs pairs = pairs(key, clock, random);
    return kind.equals("pair-refresh")
        ? session -> pairs.issue(session).refresh()
        : session -> pairs.issue(session).access();
  }

  private static TokenPairs pairs(byte[] key, InstantSource clock, SecureRandom random) {
    TokenPairs.Lives lives = new TokenPairs.Lives(Duration.ofDays(1), Duration.ofDays(10));
    return new TokenPairs(
        new SignedTokens(new Jwt(key), new ChatTokenFormat(), NOBODY_IS_JUDGED, clock, random),
        lives,
        clock);
  }

  /** The program's own when nothing is set. */
  private static RenewableTokens.Times times() {
    return new RenewableTokens.Times(
        Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(30));
  }

  private static Session session(long account, long id, String kind) {
    Session.Terms terms =
        kind.equals("access")
            ? times().terms(false)
            : pairs(new byte[32], InstantSource.system(), new SecureRandom()).terms();
    Instant now = Instant.now();
    return new Session(account, id, "", terms, new Session.Life(now, now, now, Optional.empty()));
  }
}
