package vestibule.core.avatar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.avatar.PictureMaker.Made;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.model.avatar.Avatar;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.store.Stage;

/** The pictures of accounts: whose they are, and when they go. */
public abstract class AvatarCases extends CoreCases {

  private static final String X = "x@example.org";

  private Avatars avatars;
  private Person person;
  private Session session;

  protected AvatarCases(Stage stage) {
    super(stage);
  }

  /** What is sent is what it looks like, but for what is empty. */
  private static Made made(byte[] sent) {
    return sent.length == 0 ? new Made.Unreadable() : new Made.Picture(sent);
  }

  @BeforeEach
  void register() {
    avatars = new Avatars(core.changes, TestLimits.off(), AvatarCases::made);
    person = core.register(X);
    session = core.enter(person);
  }

  @Test
  void everyByteComesBackAndANewOneReplacesIt() {
    byte[] all = new byte[512];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    put(all);
    Avatar first = avatars.of(person.id()).orElseThrow();
    assertThat(first.jpeg()).isEqualTo(all);
    assertThat(first.changedAt()).isEqualTo(stage.now());
    byte[] large = new byte[60_000];
    Arrays.fill(large, (byte) 0xFF);
    put(large);
    Avatar second = avatars.of(person.id()).orElseThrow();
    assertThat(second.jpeg()).isEqualTo(large);
    assertThat(second.digest()).hasSize(64).isNotEqualTo(first.digest());
    assertThat(stage.rows()).containsEntry("avatar", 1L);
  }

  @Test
  void whatCannotBeReadLeavesTheOneBefore() {
    put(bytes("one"));
    assertThat(avatars.put(session, new byte[0], TestCore.visit(TestCore.CHAT)))
        .isEqualTo(new Made.Unreadable());
    assertThat(avatars.of(person.id()).orElseThrow().jpeg()).isEqualTo(bytes("one"));
  }

  @Test
  void itIsTheAccountsOwn() {
    Person other = core.register("y@example.org");
    put(bytes("one"));
    assertThat(avatars.of(other.id())).isEmpty();
    assertThat(avatars.remove(core.enter(other), TestCore.visit(TestCore.CHAT))).isFalse();
    assertThat(avatars.of(person.id())).isPresent();
  }

  @Test
  void itIsTakenAwayOnce() {
    put(bytes("one"));
    assertThat(avatars.remove(session, TestCore.visit(TestCore.CHAT))).isTrue();
    assertThat(avatars.remove(session, TestCore.visit(TestCore.CHAT))).isFalse();
    assertThat(avatars.of(person.id())).isEmpty();
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(person.id(), 100));
    assertThat(trail)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.PROFILE_CHANGED)
        .hasSize(2)
        .allMatch(event -> event.detail().equals("avatar"));
  }

  /** The session may end while the picture comes. */
  @Test
  void aSessionThatHasEndedChangesNothing() {
    put(bytes("one"));
    core.sessions.signOut(session, TestCore.visit(TestCore.CHAT));
    Refusal ended = new Refusal.TokenRefused(new TokenRefusal.Ended());
    refused(() -> put(bytes("two")), ended);
    refused(() -> avatars.remove(session, TestCore.visit(TestCore.CHAT)), ended);
    assertThat(avatars.of(person.id()).orElseThrow().jpeg()).isEqualTo(bytes("one"));
  }

  @Test
  void itGoesWithTheAccount() {
    put(bytes("one"));
    core.administration.delete(person.id());
    assertThat(stage.rows()).doesNotContainKey("avatar");
  }

  @Test
  void ofManyAtOnceOneIsLeft() {
    Together.run(
        4,
        which -> {
          put(bytes("picture " + which));
          return which;
        });
    assertThat(new String(avatars.of(person.id()).orElseThrow().jpeg(), StandardCharsets.US_ASCII))
        .startsWith("picture ");
    assertThat(stage.rows()).containsEntry("avatar", 1L);
  }

  private void put(byte[] sent) {
    assertThat(avatars.put(session, sent, TestCore.visit(TestCore.CHAT)))
        .isInstanceOf(Made.Picture.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
