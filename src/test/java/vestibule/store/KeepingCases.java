package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Password;
import vestibule.core.model.SigningKey;
import vestibule.core.store.SecretStore.Kind;
import vestibule.core.store.SecretStore.Target;
import vestibule.core.store.SigningKeyStore.SealedSecret;

/** What the core relies on about passwords, secrets, the audit trail and signing keys. */
abstract class KeepingCases {

  private static final String HASH = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA";

  private final Stage stage;

  KeepingCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aPasswordIsReplacedAndItsVersionGrows() {
    put(1, HASH);
    put(2, "other");
    assertThat(password(1)).contains(new Password(HASH, 1));
    put(1, "next");
    put(1, "next");
    assertThat(password(1)).contains(new Password("next", 3));
    assertThat(password(2)).contains(new Password("other", 1));
  }

  @Test
  void ofFiftyPasswordsAtOnceEachGetsAVersion() {
    Together.run(
        50,
        number -> {
          put(1, "hash " + number);
          return number;
        });
    assertThat(password(1).orElseThrow().version()).isEqualTo(50);
  }

  @Test
  void aPasswordIsDeletedForItsAccountAlone() {
    put(1, HASH);
    put(2, HASH);
    stage.run(stores -> stores.passwords().delete(1));
    assertThat(password(1)).isEmpty();
    assertThat(password(2)).contains(new Password(HASH, 1));
  }

  @Test
  void aSecretIsFoundByItsWholeHash() {
    Target session = new Target(Kind.SESSION, (1L << 53) - 1, 7);
    Target code = new Target(Kind.CODE, 1, (1L << 53) - 1);
    stage.run(stores -> stores.secrets().insert("ab", session));
    stage.run(stores -> stores.secrets().insert("ac", code));
    assertThat(secret("ab")).contains(session);
    assertThat(secret("ac")).contains(code);
    for (String other : List.of("", "a", "AB", "ab ", "a%", "a_", "ab' or '1'='1")) {
      assertThat(secret(other)).as(other).isEmpty();
    }
    assertThatThrownBy(() -> stage.run(stores -> stores.secrets().insert("ab", code)))
        .isInstanceOf(JdbiException.class);
    assertThat(secret("ab")).contains(session);
    stage.run(stores -> stores.secrets().delete("ab"));
    assertThat(secret("ab")).isEmpty();
    assertThat(secret("ac")).contains(code);
  }

  @Test
  void eventsComeBackAsTheyWentNewestFirst() {
    long id = 100;
    for (AuditEvent.Kind kind : AuditEvent.Kind.values()) {
      AuditEvent event =
          new AuditEvent(
              id--,
              Stage.START.plusSeconds(kind.ordinal()),
              65,
              kind,
              new AuditEvent.Place("door'", "2001:db8::1"),
              "🦔 \"" + kind);
      stage.run(stores -> stores.audit().insert(event));
      assertThat(events(65, 1)).containsExactly(event);
    }
    assertThat(events(65, 1_000))
        .hasSize(AuditEvent.Kind.values().length)
        .isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
    assertThat(events(1, 1_000)).isEmpty();
  }

  @Test
  void eventsOfOneMomentComeByIdAndOnlyAsManyAsAskedFor() {
    stage.run(
        stores ->
            LongStream.of(3, 1, 2).mapToObj(id -> event(id, 0)).forEach(stores.audit()::insert));
    assertThat(events(0, 2)).containsExactly(event(3, 0), event(2, 0));
  }

  @Test
  void aSealedSecretIsKeptOnceAndWhole() {
    SealedSecret key =
        new SealedSecret(
            "signing-key/chat/hs256-0123456789abcdef",
            "00ff",
            new SigningKey.Times(
                Stage.START,
                Optional.of(Stage.START.plusSeconds(1)),
                Optional.of(Stage.START.plusSeconds(2)),
                Duration.ofDays(3650)));
    assertThat(insert(key)).isTrue();
    assertThat(insert(SealedSecret.of(key.name(), "01", Stage.START))).isFalse();
    SealedSecret bare = SealedSecret.of("a", "", Stage.START);
    assertThat(insert(bare)).isTrue();
    assertThat(secrets()).containsExactly(bare, key);
  }

  @Test
  void ofFiftySealedSecretsAtOnceOneStays() {
    List<Boolean> won =
        Together.run(
            50, number -> insert(SealedSecret.of("useraccount", "0" + number, Stage.START)));
    assertThat(won).filteredOn(one -> one).hasSize(1);
    assertThat(secrets()).extracting(SealedSecret::sealed).containsExactly("0" + won.indexOf(true));
    assertThat(stage.rows()).isEqualTo(Map.of("signing_key", 1L));
  }

  @Test
  void aSealedSecretIsChangedByItsNameAlone() {
    insert(SealedSecret.of("a", "01", Stage.START));
    insert(SealedSecret.of("b", "02", Stage.START));
    Instant later = Stage.START.plusSeconds(9);
    SigningKey.Times times =
        new SigningKey.Times(
            Stage.START, Optional.of(later), Optional.empty(), Duration.ofSeconds(5));
    stage.run(stores -> stores.signingKeys().reseal("a", "03"));
    stage.run(stores -> stores.signingKeys().schedule("a", times));
    assertThat(secrets())
        .containsExactly(
            new SealedSecret("a", "03", times), SealedSecret.of("b", "02", Stage.START));
    stage.run(stores -> stores.signingKeys().put("b", "04", later));
    assertThat(secrets()).contains(SealedSecret.of("b", "04", later));
    assertThat(holds("a", "03")).isTrue();
    assertThat(holds("a", "01")).isFalse();
    assertThat(holds("c", "03")).isFalse();
    assertThat(stage.<Boolean>write(stores -> stores.signingKeys().delete("a"))).isTrue();
    assertThat(stage.<Boolean>write(stores -> stores.signingKeys().delete("a"))).isFalse();
    assertThat(secrets()).extracting(SealedSecret::name).containsExactly("b");
  }

  private static AuditEvent event(long id, long account) {
    return new AuditEvent(
        id,
        Stage.START,
        account,
        AuditEvent.Kind.RIGHT_GRANTED,
        new AuditEvent.Place("operator", ""),
        "");
  }

  private void put(long account, String hash) {
    stage.run(stores -> stores.passwords().put(account, hash, Stage.START));
  }

  private Optional<Password> password(long account) {
    return stage.read(stores -> stores.passwords().find(account));
  }

  private Optional<Target> secret(String hash) {
    return stage.read(stores -> stores.secrets().find(hash));
  }

  private List<AuditEvent> events(long account, int most) {
    return stage.read(stores -> stores.audit().of(account, most));
  }

  private boolean insert(SealedSecret secret) {
    return stage.write(stores -> stores.signingKeys().insert(secret));
  }

  private boolean holds(String name, String sealed) {
    return stage.write(stores -> stores.signingKeys().holds(name, sealed));
  }

  private List<SealedSecret> secrets() {
    return stage.read(stores -> stores.signingKeys().all());
  }
}
