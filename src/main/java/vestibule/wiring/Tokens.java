package vestibule.wiring;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import vestibule.config.Config;
import vestibule.config.KeysConfig;
import vestibule.config.SessionsConfig;
import vestibule.contracts.chat.ChatContract;
import vestibule.contracts.chat.ChatTokenFormat;
import vestibule.contracts.envelope.EnvelopeWording;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.contracts.useraccount.UserAccountWording;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.SessionEnd;
import vestibule.core.model.SigningKey.Algorithm;
import vestibule.core.ring.KeyRotation;
import vestibule.core.ring.KeyRotation.Wanted;
import vestibule.core.secret.Derived;
import vestibule.core.token.FormerTokens;
import vestibule.core.token.KeyAlgorithms;
import vestibule.core.token.OpaqueTokens;
import vestibule.core.token.PublishedKeys;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.RotatingTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenAuthenticator;
import vestibule.core.token.TokenKeys;
import vestibule.core.token.TokenPairs;
import vestibule.crypto.JdkKeyAlgorithms;
import vestibule.v1.session.AccessTokenFormat;

/**
 * The tokens of all contracts, judged by what this node remembers of accounts.
 *
 * @param lastUse notes when sessions were used
 * @param published what everybody may know of the keys
 */
public record Tokens(
    RenewableTokens renewable,
    TokenPairs pairs,
    RotatingTokens rotating,
    OpaqueTokens opaque,
    LastUse lastUse,
    PublishedKeys published) {

  private static final String USER_ACCOUNT = "useraccount";
  private static final String CHAT = "chat";
  private static final String V1 = "v1";

  /** Which families of keys there are, and what the settings want of them. */
  static KeyRotation.Policy keys(SessionsConfig lives) {
    return new KeyRotation.Policy(
        Map.of(
            USER_ACCOUNT,
            new KeyRotation.Family(
                algorithm(lives.keys().userAccount()),
                renewable(lives).longest(),
                Wanted.KEY_AND_CSRF),
            CHAT,
            new KeyRotation.Family(
                algorithm(lives.keys().chat()), pairs(lives).longest(), Wanted.KEY),
            V1,
            new KeyRotation.Family(Algorithm.ES256, lives.own().access(), Wanted.KEY)),
        lives.keys().rotation());
  }

  private static Algorithm algorithm(KeysConfig.TokenAlgorithm wanted) {
    return switch (wanted) {
      case HS256 -> Algorithm.HS256;
      case ES256 -> Algorithm.ES256;
      case EDDSA -> Algorithm.EDDSA;
      case RS256 -> Algorithm.RS256;
    };
  }

  private static RenewableTokens.Times renewable(SessionsConfig lives) {
    return new RenewableTokens.Times(
        lives.userAccount().token(),
        lives.userAccount().renewal(),
        lives.userAccount().remembered());
  }

  private static TokenPairs.Lives pairs(SessionsConfig lives) {
    return new TokenPairs.Lives(lives.chat().access(), lives.chat().refresh());
  }

  /** The tokens of a server, whose keys have been made. */
  static Tokens of(Config config, Foundation foundation, Foundation.Surroundings outside) {
    SessionsConfig lives = config.contracts().sessions();
    Storage storage = foundation.storage();
    InstantSource clock = outside.clock();
    LastUse lastUse =
        new LastUse(
            storage.transactions(), storage.cache(), new SessionEnd(lives.absolute()), clock);
    TokenAuthenticator authenticator = new TokenAuthenticator(storage.cache(), lastUse);
    KeyAlgorithms algorithms = new JdkKeyAlgorithms(outside.random());
    FormerInstallations former = new FormerInstallations(config, foundation.core(), algorithms);
    former.lookOver(clock.instant());
    return new Tokens(
        new RenewableTokens(
            new SignedTokens(
                new TokenKeys(storage.keys(), USER_ACCOUNT, algorithms, clock),
                new JwtExtendedFormat(),
                authenticator,
                former.ofCookies(Set.of(UserAccountWording.NAME, EnvelopeWording.NAME)),
                clock,
                outside.random()),
            () -> storage.keys().csrf(USER_ACCOUNT),
            renewable(lives),
            clock),
        new TokenPairs(
            new SignedTokens(
                new TokenKeys(storage.keys(), CHAT, algorithms, clock),
                new ChatTokenFormat(),
                authenticator,
                former.ofPairs(Set.of(ChatContract.NAME)),
                clock,
                outside.random()),
            pairs(lives),
            clock),
        new RotatingTokens(
            new SignedTokens(
                new TokenKeys(storage.keys(), V1, algorithms, clock),
                new AccessTokenFormat(config.http().publicUrl().toString()),
                authenticator,
                FormerTokens.NONE,
                clock,
                outside.random()),
            authenticator,
            storage.keys().derived(Derived.REFRESH_TOKENS),
            new RotatingTokens.Lives(lives.own().access(), lives.own().idle()),
            new RotatingTokens.Source(clock, outside.random())),
        new OpaqueTokens(storage.transactions(), authenticator, lives.idle(), clock),
        lastUse,
        new PublishedKeys(storage.keys(), algorithms, clock));
  }
}
