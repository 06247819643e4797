package vestibule.core.former;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vestibule.Together;
import vestibule.contracts.flask.JwtExtendedFormat;
import vestibule.contracts.former.BareTokens;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.cache.AccountCache;
import vestibule.core.cache.LastUse;
import vestibule.core.cache.SessionEnd;
import vestibule.core.factor.TestFactors;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.Rights;
import vestibule.core.model.SigningKey;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.secret.Digests;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.PlainSealing;
import vestibule.core.signin.FactorRules;
import vestibule.core.store.ArrivalStore.Arrived;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.core.store.Ids;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Transactions;
import vestibule.core.token.CountingAlgorithms;
import vestibule.core.token.KeyAlgorithms;
import vestibule.core.token.RenewableTokens;
import vestibule.core.token.SignedTokens;
import vestibule.core.token.TokenAuthenticator;
import vestibule.core.token.TokenKeys;
import vestibule.core.token.TokenOutcome;
import vestibule.crypto.JdkKeyAlgorithms;
import vestibule.store.Housekeeping;
import vestibule.store.Samples;
import vestibule.store.Stage;

/** What a token of an installation before costs, on one node and on two, and how long it counts. */
public abstract class FormerSessionCases extends CoreCases {

  private static final String SECRET = "a secret of an installation before";
  private static final RenewableTokens.Times TIMES =
      new RenewableTokens.Times(Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofDays(30));

  private final AtomicInteger verified = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  private long account;

  protected FormerSessionCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void moveIn() {
    account = stage.ids.next(Ids.Sequence.ACCOUNT);
    String secret = HexFormat.of().formatHex(new byte[32]);
    SigningKey.Times times =
        new SigningKey.Times(
            stage.now(), Optional.of(stage.now()), Optional.empty(), Duration.ofDays(30));
    stage.run(
        stores -> {
          stores.accounts().insert(Samples.bare(account));
          stores
              .arrivals()
              .put(new FormerId("shop", "7", account, new Arrived(Optional.empty(), 1, List.of())));
          stores.signingKeys().insert(new SealedSecret("signing-key/useraccount", secret, times));
        });
    verified.set(0);
    asked.set(0);
  }

  /** What is asked of the database is counted. */
  private record Counting(Transactions transactions, AtomicInteger asked) implements Transactions {

    @Override
    public <T> T write(Work<T> work) {
      asked.incrementAndGet();
      return transactions.write(work);
    }

    @Override
    public <T> T read(Work<T> work) {
      asked.incrementAndGet();
      return transactions.read(work);
    }
  }

  /** The tokens as a node knows them, which shares the database alone. */
  private RenewableTokens node() {
    return node(core);
  }

  private RenewableTokens node(TestCore core) {
    Transactions transactions = new Counting(stage.transactions, asked);
    KeyAlgorithms algorithms =
        new CountingAlgorithms(new JdkKeyAlgorithms(new SecureRandom()), verified);
    AccountCache cache =
        new AccountCache(transactions, _ -> true, () -> TestCore.nanos(stage.now()), 100);
    KeyRing ring = new KeyRing(transactions, new PlainSealing(), () -> true);
    Installation shop =
        new Installation(
            "shop",
            algorithms.verifier(SigningKey.Algorithm.HS256, SECRET.getBytes(UTF_8)),
            new BareTokens(),
            new Installation.Conditions(
                "sub",
                Optional.empty(),
                stage.now().plusSeconds(1),
                stage.now().plus(Duration.ofDays(30))));
    return new RenewableTokens(
        new SignedTokens(
            new TokenKeys(ring, "useraccount", algorithms, stage.clock()),
            new JwtExtendedFormat(),
            new TokenAuthenticator(
                cache, new LastUse(transactions, cache, new SessionEnd(Map.of()), stage.clock())),
            new FormerSessions(
                core.changes,
                core.sessions,
                List.of(shop),
                List.of(TestCore.CHAT),
                core.secondFactors.rules()::isDemanded),
            stage.clock(),
            new SecureRandom()),
        () -> new byte[32],
        TIMES,
        stage.clock());
  }

  private String token(Duration life) {
    long now = stage.now().getEpochSecond();
    Map<String, Object> claims = Map.of("sub", "7", "iat", now, "exp", now + life.toSeconds());
    String signed =
        segment("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + segment(JsonMapper.shared().writeValueAsBytes(claims));
    return signed + "." + segment(Digests.hmacSha256(SECRET.getBytes(UTF_8), signed));
  }

  private static String segment(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static TokenOutcome use(RenewableTokens node, String token) {
    TokenOutcome known = node.read(token);
    return known.isForeign() ? node.admit(token, TestCore.visit(TestCore.PERSONAL)) : known;
  }

  private static long session(TokenOutcome outcome) {
    return ((TokenOutcome.Accepted) outcome).session().id();
  }

  @Test
  void fromItsSecondUseOnItIsNeitherVerifiedNorLookedUp() {
    RenewableTokens node = node();
    String token = token(Duration.ofHours(2));
    long session = session(use(node, token));
    assertThat(verified.get()).as("by our key and by theirs").isEqualTo(2);
    verified.set(0);
    asked.set(0);
    for (int i = 0; i < 5; i++) {
      assertThat(session(use(node, token))).isEqualTo(session);
    }
    assertThat(verified.get()).isZero();
    assertThat(asked.get()).isZero();
  }

  /** An unknown token is verified by each key once, and asks the database for nothing. */
  @Test
  void whatNoKeyHasSignedCostsNoRow() {
    RenewableTokens node = node();
    use(node, token(Duration.ofHours(2)));
    verified.set(0);
    asked.set(0);
    String forged = token(Duration.ofHours(3)) + "x";
    assertThat(use(node, forged).isForeign()).isTrue();
    assertThat(verified.get()).isEqualTo(2);
    assertThat(asked.get()).isZero();
  }

  @Test
  void twoNodesThatMeetItAtOnceBeginOneSession() {
    List<RenewableTokens> nodes = List.of(node(), node());
    String token = token(Duration.ofHours(2));
    List<Long> sessions = Together.run(16, thread -> session(use(nodes.get(thread % 2), token)));
    assertThat(sessions).hasSize(16).containsOnly(sessions.getFirst());
    assertThat(stage.count("select count(*) from session")).isEqualTo(1);
    assertThat(stage.count("select count(*) from former_token")).isEqualTo(1);
    assertThat(stage.count("select count(*) from audit")).isEqualTo(1);
  }

  /** A session belongs to a door that renews its tokens, wherever the token was shown first. */
  @Test
  void itsSessionIsOneOfTheDoorThatTakesSuchTokens() {
    TokenOutcome.Accepted accepted =
        (TokenOutcome.Accepted) use(node(), token(Duration.ofHours(30)));
    assertThat(accepted.session().door()).isEqualTo("chat");
    assertThat(accepted.session().terms().tokenLife()).hasValue(3600);
    assertThat(accepted.session().terms().idle()).isEqualTo(Duration.ofHours(30));
    assertThat(accepted.origin().orElseThrow().source()).isEqualTo("shop");
  }

  @Test
  void itIsForgottenOnceItCanBeGoodNoMore() {
    String token = token(Duration.ofDays(20));
    use(node(), token);
    Housekeeping housekeeping = new Housekeeping(stage.database, stage.clock(), "node");
    stage.pass(Installation.LONGEST_LIFE);
    housekeeping.run();
    assertThat(stage.count("select count(*) from former_token")).isEqualTo(1);
    stage.pass(Duration.ofDays(1).plusSeconds(1));
    housekeeping.run();
    assertThat(stage.count("select count(*) from former_token")).isZero();
  }

  /** One that was made after all sessions were ended is not among them. */
  @Test
  void theEndOfAllMeansThoseFromBefore() {
    RenewableTokens node = node();
    Instant before = stage.now();
    stage.run(stores -> stores.arrivals().endSessions(account, before.minusSeconds(2)));
    assertThat(use(node, token(Duration.ofHours(1)))).isInstanceOf(TokenOutcome.Accepted.class);
    stage.run(stores -> stores.arrivals().endSessions(account, before));
    assertThat(use(node, token(Duration.ofHours(2))))
        .isEqualTo(new TokenOutcome.Refused(new TokenRefusal.Ended()));
  }

  /** The system before, which may still make some, never asked for it. */
  @Test
  void whoHasASecondFactorHereComesInByNone() {
    stage.run(stores -> stores.factors().insert(TestFactors.codes(account, stage.now())));
    assertThat(use(node(), token(Duration.ofHours(1))))
        .isEqualTo(new TokenOutcome.Refused(new TokenRefusal.Ended()));
    assertThat(stage.rows()).doesNotContainKey("session");
  }

  @Test
  void whoNeedsASecondFactorComesInByNoneEither() {
    TestCore strict =
        new TestCore(stage, TestLimits.off(), new FactorRules(Map.of(), Set.of("staff")));
    RenewableTokens node = node(strict);
    assertThat(use(node, token(Duration.ofHours(1)))).isInstanceOf(TokenOutcome.Accepted.class);
    Rights.Named staff = strict.rights.create(Rights.Kind.ROLE, "staff").orElseThrow();
    strict.rights.grant(Rights.Kind.ROLE, staff, account);
    assertThat(use(node, token(Duration.ofHours(2))))
        .isEqualTo(new TokenOutcome.Refused(new TokenRefusal.Ended()));
  }

  @Test
  void itsAccountTakesItAlong() {
    RenewableTokens node = node();
    String token = token(Duration.ofHours(2));
    use(node, token);
    core.administration.delete(account);
    assertThat(stage.count("select count(*) from former_token")).isZero();
    assertThat(use(node(), token))
        .isEqualTo(new TokenOutcome.Refused(new TokenRefusal.Unknown("7")));
  }
}
