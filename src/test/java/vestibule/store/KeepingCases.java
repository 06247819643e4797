package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Password;
import vestibule.core.store.SecretStore.Kind;
import vestibule.core.store.SecretStore.Target;

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
  void aSigningKeyIsMadeOnceAndKeepsEveryByte() {
    byte[] sealed = new byte[256];
    for (int i = 0; i < sealed.length; i++) {
      sealed[i] = (byte) i;
    }
    assertThat(signingKey("useraccount", sealed)).isTrue();
    assertThat(signingKey("useraccount", new byte[] {1})).isFalse();
    assertThat(signingKey("chat", new byte[0])).isTrue();
    assertThat(stage.<Optional<byte[]>>read(s -> s.signingKeys().find("useraccount")))
        .get()
        .isEqualTo(sealed);
    assertThat(stage.<Optional<byte[]>>read(s -> s.signingKeys().find("chat")))
        .get()
        .isEqualTo(new byte[0]);
    assertThat(stage.<Optional<byte[]>>read(s -> s.signingKeys().find("other"))).isEmpty();
  }

  @Test
  void ofFiftySigningKeysAtOnceOneStays() {
    List<Boolean> won =
        Together.run(50, number -> signingKey("useraccount", new byte[] {(byte) number}));
    assertThat(won).filteredOn(one -> one).hasSize(1);
    assertThat(stage.<Optional<byte[]>>read(s -> s.signingKeys().find("useraccount")))
        .get()
        .isEqualTo(new byte[] {(byte) won.indexOf(true)});
    assertThat(stage.rows()).isEqualTo(Map.of("signing_key", 1L));
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

  private boolean signingKey(String name, byte[] sealed) {
    return stage.write(stores -> stores.signingKeys().insert(name, sealed, Stage.START));
  }
}
