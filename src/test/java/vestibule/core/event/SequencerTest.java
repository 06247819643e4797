package vestibule.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.event.AccountEvent;
import vestibule.core.store.event.AccountEvent.Type;

/** The order of events whose clocks and ids disagree, and the kinds that are told. */
class SequencerTest {

  private static AccountEvent event(long id, long account, long version, long second) {
    return new AccountEvent(
        id, Type.ACCOUNT_CHANGED, account, version, Instant.ofEpochSecond(second), "chat");
  }

  @Test
  void changesOfOneAccountKeepTheirOrderWhateverClocksAndIdsSay() {
    List<AccountEvent> read =
        List.of(event(9, 1, 2, 100), event(5, 1, 3, 50), event(1, 1, 4, 75), event(2, 2, 2, 60));
    assertThat(Sequencer.inOrder(read))
        .extracting(AccountEvent::account, AccountEvent::version)
        .containsExactly(tuple(1L, 2L), tuple(2L, 2L), tuple(1L, 3L), tuple(1L, 4L));
  }

  @Test
  void aDeletionIsTheLastOfItsAccount() {
    AccountEvent gone = event(1, 1, AccountEvent.LAST, 10);
    assertThat(Sequencer.inOrder(List.of(gone, event(7, 1, 40, 99))).getLast()).isEqualTo(gone);
  }

  @Test
  void theEndOfSessionsFollowsWhatEndedThem() {
    AccountEvent ended =
        new AccountEvent(3, Type.SESSION_ENDED, 1, 2, Instant.ofEpochSecond(1), "chat");
    AccountEvent changed =
        new AccountEvent(3, Type.PASSWORD_CHANGED, 1, 2, Instant.ofEpochSecond(1), "chat");
    assertThat(Sequencer.inOrder(List.of(ended, changed))).containsExactly(changed, ended);
  }

  /** What was refused changed nothing. */
  @ParameterizedTest
  @EnumSource(AuditEvent.Kind.class)
  void noRefusalIsTold(AuditEvent.Kind kind) {
    if (kind.outcome() == AuditEvent.Outcome.REFUSED) {
      assertThat(EventLog.type(kind)).isEmpty();
    }
  }

  @Test
  void theWordsAreThoseOfTheDocument() {
    assertThat(Stream.of(Type.values()).map(Type::word))
        .containsExactly(
            "account.created",
            "account.imported",
            "account.confirmed",
            "account.changed",
            "account.disabled",
            "account.enabled",
            "account.deleted",
            "account.signed_in",
            "password.changed",
            "factor.changed",
            "address.changed",
            "rights.changed",
            "session.ended");
  }
}
