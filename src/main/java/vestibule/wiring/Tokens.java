package vestibule.wiring;

import java.time.InstantSource;
import vestibule.config.SessionsConfig;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.SessionEnd;
import vestibule.core.secret.Digests;
import vestibule.core.secret.SigningKeys;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenAuthenticator;
import vestibule.core.token.TokenPairs;
import vestibule.crypto.Jwt;
import vestibule.crypto.Seal;

/**
 * The tokens of all contracts, judged by what this node remembers of accounts.
 *
 * @param lastUse notes when sessions were used
 */
public record Tokens(
    RenewableTokens renewable, TokenPairs pairs, OpaqueTokens opaque, LastUse lastUse) {

  private static final String USER_ACCOUNT_KEY = "signing-key/useraccount";
  private static final String CHAT_KEY = "signing-key/chat";

  /** The tokens of a server; makes the keys that sign them where there are none. */
  static Tokens of(SessionsConfig lives, Storage storage, Foundation.Surroundings outside) {
    InstantSource clock = outside.clock();
    LastUse lastUse =
        new LastUse(
            storage.transactions(), storage.cache(), new SessionEnd(lives.absolute()), clock);
    TokenAuthenticator authenticator = new TokenAuthenticator(storage.cache(), lastUse);
    SigningKeys keys =
        new SigningKeys(
            storage.transactions(),
            new Seal(storage.masterKey(), outside.random()),
            clock,
            outside.random());
    byte[] key = keys.key(USER_ACCOUNT_KEY);
    return new Tokens(
        new RenewableTokens(
            new SignedTokens(
                new Jwt(key), new JwtExtendedFormat(), authenticator, clock, outside.random()),
            Digests.hmacSha256(key, "csrf"),
            new RenewableTokens.Times(
                lives.userAccount().token(),
                lives.userAccount().renewal(),
                lives.userAccount().remembered()),
            clock),
        new TokenPairs(
            new SignedTokens(
                new Jwt(keys.key(CHAT_KEY)),
                new ChatTokenFormat(),
                authenticator,
                clock,
                outside.random()),
            new TokenPairs.Lives(lives.chat().access(), lives.chat().refresh()),
            clock),
        new OpaqueTokens(storage.transactions(), authenticator, lives.idle(), clock),
        lastUse);
  }
}
