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
import vestibule.core.token.TokenFormat;
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
  private static final InstantSource CLOCK = InstantSource.system();
  private static final TokenAuthenticator NOBODY_IS_JUDGED = new TokenAuthenticator(null, null);

  public static void main(String[] arguments) throws IOException {
    byte[] key =
        new Seal(MasterKey.read(Path.of(arguments[0])), new SecureRandom())
            .open(arguments[1], HexFormat.of().parseHex(arguments[2]));
    Function<String[], String> token = tokens(arguments[3], key);
    StringBuilder out = new StringBuilder();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.append(token.apply(line.split(" "))).append('\n');
    }
    System.out.print(out);
  }

  /** With the lives of the program's own when nothing is set. */
  private static Function<String[], String> tokens(String kind, byte[] key) {
    if (kind.equals("access")) {
      RenewableTokens.Times times =
          new RenewableTokens.Times(
              Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(30));
      RenewableTokens tokens =
          new RenewableTokens(
              signed(key, new JwtExtendedFormat()), Digests.hmacSha256(key, "csrf"), times, CLOCK);
      return ids -> tokens.issue(session(ids, tokens.terms(false))).token();
    }
    TokenPairs.Lives lives = new TokenPairs.Lives(Duration.ofDays(1), Duration.ofDays(10));
    TokenPairs pairs = new TokenPairs(signed(key, new ChatTokenFormat()), lives, CLOCK);
    return kind.equals("pair-refresh")
        ? ids -> pairs.issue(session(ids, pairs.terms())).refresh()
        : ids -> pairs.issue(session(ids, pairs.terms())).access();
  }

  private static SignedTokens signed(byte[] key, TokenFormat format) {
    return new SignedTokens(new Jwt(key), format, NOBODY_IS_JUDGED, CLOCK, new SecureRandom());
  }

  private static Session session(String[] ids, Session.Terms terms) {
    Instant now = CLOCK.instant();
    Session.Life life = new Session.Life(now, now, now, Optional.empty());
    return new Session(Long.parseLong(ids[0]), Long.parseLong(ids[1]), "", terms, life);
  }
}
