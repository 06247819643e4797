package vestibule.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.SessionEnd;
import vestibule.core.model.Session;
import vestibule.core.model.SigningKey;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.PlainSealing;
import vestibule.core.store.Ids;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.crypto.JdkKeyAlgorithms;
import vestibule.store.Samples;
import vestibule.store.Stage;

/** What becomes of tokens that were verified before, when the ring of keys changes. */
public abstract class KeyChangeCases extends CoreCases {

  private static final String FAMILY = "useraccount";
  private static final SigningKey.Name FIRST =
      new SigningKey.Name(FAMILY, SigningKey.Algorithm.HS256, "0000000000000001");
  private static final SigningKey.Name SECOND =
      new SigningKey.Name(FAMILY, SigningKey.Algorithm.ES256, "0000000000000002");

  private final AtomicInteger verified = new AtomicInteger();
  private final KeyAlgorithms algorithms =
      new CountingAlgorithms(new JdkKeyAlgorithms(new SecureRandom()), verified);

  private Instant begun;
  private KeyRing ring;
  private SignedTokens tokens;
  private String token;

  protected KeyChangeCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void signIn() {
    begun = stage.now();
    add(FIRST);
    ring = new KeyRing(stage.transactions, new PlainSealing(), () -> true);
    AccountCache cache =
        new AccountCache(stage.transactions, _ -> true, () -> TestCore.nanos(stage.now()), 100);
    LastUse lastUse =
        new LastUse(stage.transactions, cache, new SessionEnd(Map.of()), stage.clock());
    tokens =
        new SignedTokens(
            new TokenKeys(ring, FAMILY, algorithms, stage.clock()),
            new JwtExtendedFormat(),
            new TokenAuthenticator(cache, lastUse),
            FormerTokens.NONE,
            stage.clock(),
            new SecureRandom());
    long account = stage.ids.next(Ids.Sequence.ACCOUNT);
    Session session =
        new Session(
            account,
            stage.ids.next(Ids.Sequence.SESSION),
            "useraccount",
            new Session.Terms(OptionalInt.empty(), false, Duration.ofDays(30)),
            new Session.Life(
                stage.now(), stage.now(), stage.now().plus(Duration.ofDays(30)), Optional.empty()));
    stage.run(
        stores -> {
          stores.accounts().insert(Samples.bare(account));
          stores.sessions().insert(session, Optional.empty(), Samples.CLIENT);
        });
    token = signed(session);
    assertThat(use()).isInstanceOf(TokenOutcome.Accepted.class);
    assertThat(verified.getAndSet(0)).isEqualTo(1);
  }

  private String signed(Session session) {
    long now = stage.now().getEpochSecond();
    return tokens.sign(
        TokenFormat.Kind.ACCESS,
        session,
        new TokenFormat.Times(now, now, now + 86_400),
        Optional.of("0"));
  }

  private void add(SigningKey.Name name) {
    add(name, new JdkKeyAlgorithms(new SecureRandom()).generate(name.algorithm()));
  }

  private void add(SigningKey.Name name, byte[] secret) {
    String sealed = HexFormat.of().formatHex(secret);
    stage.run(
        stores -> stores.signingKeys().insert(new SealedSecret(name.text(), sealed, times())));
  }

  private SigningKey.Times times() {
    Instant now = stage.now();
    return new SigningKey.Times(now, Optional.of(now), Optional.empty(), Duration.ofDays(30));
  }

  private TokenOutcome use() {
    return tokens.read(token, TokenFormat.Kind.ACCESS);
  }

  private void assertKnown() {
    ring.changed();
    assertThat(use()).isInstanceOf(TokenOutcome.Accepted.class);
    assertThat(verified.get()).as("verified once more").isZero();
  }

  private void assertForeign() {
    ring.changed();
    assertThat(use().isForeign()).isTrue();
  }

  /** The audit trail's key comes when a server has run for a while, and signs no tokens. */
  @Test
  void anotherSecretTakesNothing() {
    stage.run(
        stores ->
            stores.signingKeys().insert(SealedSecret.of("audit-seal-key", "00", stage.now())));
    assertKnown();
  }

  @Test
  void aKeyThatIsAddedTakesNothing() {
    stage.pass(Duration.ofSeconds(1));
    add(SECOND);
    assertKnown();
  }

  @Test
  void aKeyThatSignsNoMoreHasWhatItSigned() {
    stage.pass(Duration.ofSeconds(1));
    add(SECOND);
    ends(stage.now().plusSeconds(60));
    assertKnown();
  }

  @Test
  void aKeyThatIsOverTakesItsOwn() {
    ends(stage.now().plusSeconds(60));
    assertKnown();
    stage.pass(Duration.ofSeconds(61));
    assertThat(use().isForeign()).as("without a change").isTrue();
    assertForeign();
  }

  private void ends(Instant end) {
    SigningKey.Times ending =
        new SigningKey.Times(begun, Optional.of(begun), Optional.of(end), Duration.ofDays(30));
    stage.run(stores -> stores.signingKeys().schedule(FIRST.text(), ending));
  }

  @Test
  void aKeyThatIsRemovedTakesItsOwn() {
    add(SECOND);
    stage.run(stores -> assertThat(stores.signingKeys().delete(FIRST.text())).isTrue());
    assertForeign();
  }

  /** Who removes a key and makes one of its name means another. */
  @Test
  void aKeyOfTheSameNameIsAnother() {
    stage.run(stores -> assertThat(stores.signingKeys().delete(FIRST.text())).isTrue());
    stage.pass(Duration.ofSeconds(1));
    add(FIRST);
    assertForeign();
  }

  @Test
  void bytesInAKeysPlaceAreAnother() {
    stage.pass(Duration.ofSeconds(1));
    String other = HexFormat.of().formatHex(new byte[32]);
    stage.run(stores -> stores.signingKeys().put(FIRST.text(), other, stage.now()));
    assertForeign();
  }
}
