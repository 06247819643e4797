package vestibule.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.refusal.TokenRefusal;
import vestibule.core.session.RefreshRotation.Step;
import vestibule.store.Stage;

/** A refresh token works once, for all the tabs of a browser; a copy of it ends the session. */
public abstract class RotationCases extends CoreCases {

  private static final Duration LIFE = Duration.ofDays(10);

  private Person person;
  private Session session;

  protected RotationCases(Stage stage) {
    super(stage);
  }

  @Test
  void fiftyTabsAtOnceGetTheSameAndTheFamilyGoesOn() {
    begin();
    Set<Optional<Instant>> answers = ConcurrentHashMap.newKeySet();
    Together.run(50, i -> answers.add(use(1, 2)));
    assertThat(answers).hasSize(1).doesNotContain(Optional.empty());
    assertThat(stage.count("select count(*) from refresh_token")).isEqualTo(2);
    assertThat(use(2, 3)).isPresent();
    assertThat(core.isLive(person.id(), session.id())).isTrue();
    assertThat(core.outbox.next("none")).isEmpty();
  }

  @Test
  void aLateTabIsAnsweredAsTheFirstThoughTheNextTokenWasUsedMeanwhile() {
    begin();
    Optional<Instant> first = use(1, 2);
    stage.pass(Duration.ofSeconds(10));
    use(2, 3);
    stage.pass(Duration.ofSeconds(20));
    assertThat(use(1, 2)).isEqualTo(first);
  }

  @Test
  void aLaterUseEndsTheSessionOnceAndTellsTheOwnerAndTheTrail() {
    begin();
    use(1, 2);
    stage.pass(RefreshRotation.TOLERANCE.plusMillis(1));
    assertThat(Together.run(8, i -> isRefused(1, 2))).containsOnly(true);
    assertThat(core.isLive(person.id(), session.id())).isFalse();
    refused(() -> use(2, 3), new Refusal.TokenRefused(new TokenRefusal.Ended()));
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.REFRESH_TOKEN_REUSED);
    assertThat(core.outbox.next("none")).isEmpty();
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(person.id(), 100));
    assertThat(trail)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.REFRESH_TOKEN_REUSED)
        .hasSize(1)
        .allMatch(event -> event.detail().equals("session " + session.id()));
  }

  /** Rows of tokens that were used long ago are gone, and a copy is still known for one. */
  @Test
  void soDoesATokenOfMuchEarlier() {
    begin();
    for (int i = 1; i < 6; i++) {
      assertThat(use(i, i + 1)).isPresent();
      stage.pass(Duration.ofMinutes(1));
    }
    assertThat(stage.count("select count(*) from refresh_token")).isLessThanOrEqualTo(3);
    assertThat(use(1, 2)).isEmpty();
    assertThat(core.isLive(person.id(), session.id())).isFalse();
  }

  @Test
  void whatIsKeptGoesWithTheAccount() {
    begin();
    use(1, 2);
    core.administration.delete(person.id());
    assertThat(stage.count("select count(*) from refresh_token")).isZero();
    assertThat(stage.count("select count(*) from known_device")).isZero();
  }

  private void begin() {
    person = core.register("x@example.org");
    person = core.confirm(core.mail());
    session = core.enter(person);
  }

  /** By whichever of the eight comes first, or after the session's end. */
  private boolean isRefused(long mark, long next) {
    try {
      return use(mark, next).isEmpty();
    } catch (RefusedException ended) {
      return ended.refusal().equals(new Refusal.TokenRefused(new TokenRefusal.Ended()));
    }
  }

  private Optional<Instant> use(long mark, long next) {
    return core.rotation.rotate(session, new Step(mark, next, LIFE), TestCore.visit(TestCore.CHAT));
  }
}
