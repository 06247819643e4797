package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Account;

/** What the core relies on about account rows. */
abstract class AccountCases {

  private final Stage stage;

  AccountCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everyTextComesBackAsItWent() {
    long id = 1;
    for (String text : Samples.AWKWARD) {
      Account account = Samples.account(id++, text);
      stage.run(stores -> stores.accounts().insert(account));
      assertThat(find(account.id())).as(text).contains(account);
    }
  }

  @Test
  void absentIsNotEmpty() {
    Account bare = Samples.bare(1);
    Account empty = Samples.account(2, "");
    stage.run(stores -> stores.accounts().insert(bare));
    stage.run(stores -> stores.accounts().insert(empty));

    assertThat(find(1)).contains(bare);
    assertThat(find(2)).contains(empty);
  }

  @Test
  void idsUpToTheLastSafeIntegerAndTimesToTheMicrosecondAreExact() {
    long last = (1L << 53) - 1;
    Account account =
        new Account(
            last,
            Optional.empty(),
            Account.Profile.EMPTY,
            new Account.Standing(
                Account.Status.ACTIVE,
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                OptionalLong.of(last),
                Long.MAX_VALUE));
    stage.run(stores -> stores.accounts().insert(account));

    assertThat(find(last)).contains(account);
  }

  @Test
  void anIdIsTakenOnce() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));

    assertThatThrownBy(() -> stage.run(stores -> stores.accounts().insert(Samples.account(1, "x"))))
        .isInstanceOf(JdbiException.class);
    assertThat(find(1)).contains(Samples.bare(1));
  }

  @Test
  void nobodyIsFoundByAnotherId() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));

    assertThat(find(2)).isEmpty();
    assertThat(find(0)).isEmpty();
    assertThat(find(-1)).isEmpty();
  }

  @Test
  void aLockBumpsTheVersionOfItsAccountAlone() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));
    stage.run(stores -> stores.accounts().insert(Samples.bare(2)));

    assertThat(stage.<Boolean>write(stores -> stores.accounts().lock(1))).isTrue();
    assertThat(stage.<Boolean>write(stores -> stores.accounts().lock(3))).isFalse();
    assertThat(find(1).orElseThrow().standing().version()).isEqualTo(2);
    assertThat(find(2)).contains(Samples.bare(2));
  }

  @Test
  void locksOfManyUnitsOfWorkAreAllCounted() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));

    List<Long> versions =
        Together.run(
            50,
            number ->
                stage.write(
                    stores -> {
                      stores.accounts().lock(1);
                      return stores.accounts().find(1).orElseThrow().standing().version();
                    }));

    assertThat(versions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 51).boxed().toList());
  }

  @Test
  void renamingReplacesAllNamesAndNothingElse() {
    Account before = Samples.account(1, "before");
    stage.run(stores -> stores.accounts().insert(before));
    stage.run(stores -> stores.accounts().insert(Samples.account(2, "other")));
    Account.Names names =
        new Account.Names(Optional.of(""), Optional.of("👩"), Optional.empty(), Optional.of("'"));
    stage.run(stores -> stores.accounts().rename(1, names));

    assertThat(find(1))
        .contains(
            new Account(1, before.username(), before.profile().with(names), before.standing()));
    assertThat(find(2)).contains(Samples.account(2, "other"));
  }

  @Test
  void primaryAndStatusAreSetAndCleared() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));
    stage.run(stores -> stores.accounts().setPrimary(1, OptionalLong.of(9)));
    stage.run(stores -> stores.accounts().setStatus(1, Account.Status.DISABLED));
    assertThat(find(1).orElseThrow().standing())
        .isEqualTo(
            new Account.Standing(Account.Status.DISABLED, Stage.START, OptionalLong.of(9), 1));

    stage.run(stores -> stores.accounts().setPrimary(1, OptionalLong.empty()));
    stage.run(stores -> stores.accounts().setStatus(1, Account.Status.ACTIVE));
    assertThat(find(1)).contains(Samples.bare(1));
  }

  @Test
  void theDeletedIsGoneAndItsNeighbourIsNot() {
    stage.run(stores -> stores.accounts().insert(Samples.bare(1)));
    stage.run(stores -> stores.accounts().insert(Samples.bare(2)));
    stage.run(stores -> stores.accounts().delete(1));

    assertThat(find(1)).isEmpty();
    assertThat(find(2)).contains(Samples.bare(2));
  }

  @Test
  void accountsAreListedByIdFromAnyOnePageByPage() {
    LongStream.of(5, 3, 11, 2, 7)
        .forEach(id -> stage.run(stores -> stores.accounts().insert(Samples.bare(id))));

    assertThat(list(0, 3)).extracting(Account::id).containsExactly(2L, 3L, 5L);
    assertThat(list(5, 3)).extracting(Account::id).containsExactly(7L, 11L);
    assertThat(list(11, 3)).isEmpty();
    assertThat(list(0, 1)).containsExactly(Samples.bare(2));
  }

  private Optional<Account> find(long id) {
    return stage.read(stores -> stores.accounts().find(id));
  }

  private List<Account> list(long after, int most) {
    return stage.read(stores -> stores.accounts().list(after, most));
  }
}
