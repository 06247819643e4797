package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Rights;
import vestibule.store.sql.SqlPeople;
import vestibule.store.sql.SqlPeople.Whole;

/** What is read of all people at one moment. */
abstract class PeopleCases {

  private final Stage stage;

  PeopleCases(Stage stage) {
    this.stage = stage;
  }

  private void add(long account) {
    stage.run(
        stores -> {
          stores.accounts().insert(Samples.bare(account));
          stores.passwords().put(account, "hash-" + account, stage.now());
        });
  }

  private List<Whole> all(int page, boolean hashes) {
    try (SqlPeople people = SqlPeople.of(stage.database, hashes)) {
      return rest(people, page);
    }
  }

  private static List<Whole> rest(SqlPeople people, int page) {
    List<Whole> all = new ArrayList<>();
    for (List<Whole> next = people.next(page); !next.isEmpty(); next = people.next(page)) {
      assertThat(next).hasSizeLessThanOrEqualTo(page);
      all.addAll(next);
    }
    return all;
  }

  @Test
  void allComeOnceInTheOrderOfTheirIdsWhateverAPageHolds() {
    LongUnaryOperator spread = number -> number * number * 1_000_003 % 9_999_991 + 1;
    long[] ids = LongStream.range(1, 40).map(spread).distinct().toArray();
    LongStream.of(ids).forEach(this::add);
    for (int page : new int[] {1, 7, ids.length, 1_000}) {
      assertThat(all(page, false).stream().mapToLong(one -> one.account().id()))
          .containsExactly(LongStream.of(ids).sorted().boxed().toArray(Long[]::new));
    }
    assertThat(all(7, false)).allMatch(one -> one.hash().isEmpty());
    assertThat(all(7, true))
        .allMatch(one -> one.hash().equals(Optional.of("hash-" + one.account().id())));
  }

  @Test
  void whatIsWrittenMeanwhileIsNotSeen() {
    LongStream.rangeClosed(1, 6).forEach(this::add);
    try (SqlPeople people = SqlPeople.of(stage.database, true)) {
      assertThat(people.count()).isEqualTo(6);
      assertThat(people.next(2)).hasSize(2);
      add(7);
      stage.run(
          stores -> {
            stores.passwords().put(4, "another", stage.now());
            stores.accounts().setStatus(5, Account.Status.DISABLED);
            stores.passwords().delete(6);
            stores.accounts().delete(6);
          });
      List<Whole> rest = rest(people, 3);
      assertThat(rest).hasSize(4);
      assertThat(rest.get(1).hash()).contains("hash-4");
      assertThat(rest.get(2).account().isActive()).isTrue();
    }
    assertThat(all(3, true).stream().map(one -> one.account().id() + one.hash().get()))
        .containsExactly("1hash-1", "2hash-2", "3hash-3", "4another", "5hash-5", "7hash-7");
  }

  @Test
  void addressesAreThoseThatNameTheirAccount() {
    add(1);
    add(2);
    stage.run(
        stores -> {
          Email first = Samples.email(1, 11, "Shared@example.org");
          stores.emails().insert(first);
          stores
              .identifiers()
              .insert(
                  new Identifier(
                      first.key(), 1, Identifier.Kind.ADDRESS, false, Optional.of(stage.now())));
          stores.emails().insert(Samples.email(1, 12, "decoy@example.org").decoy());
          stores.emails().insert(Samples.email(2, 21, "shared@example.org"));
          Email own = Samples.email(2, 22, "own@example.org");
          stores.emails().insert(own);
          stores
              .identifiers()
              .insert(
                  new Identifier(
                      LoginKey.of("own@example.org"),
                      2,
                      Identifier.Kind.ADDRESS,
                      true,
                      Optional.empty()));
          stores.emails().verify(2, 22);
        });
    assertThat(all(10, false).stream().map(one -> one.emails().stream().map(Email::id).toList()))
        .containsExactly(List.of(11L), List.of(22L));
  }

  @Test
  void rightsAreThoseOfTheAccountItselfThatExist() {
    add(1);
    add(2);
    stage.run(
        stores -> {
          stores.rights().insert(Rights.Kind.ROLE, new Rights.Named(5, "Editor"));
          stores.rights().insert(Rights.Kind.PERMISSION, new Rights.Named(5, "write"));
          stores.rights().insert(Rights.Kind.PERMISSION, new Rights.Named(6, "read"));
          stores.rights().insert(Rights.Kind.GROUP, new Rights.Named(7, "Gone"));
          stores.rights().grantToRole(5, 5);
          stores.rights().grant(Rights.Kind.ROLE, 5, 1);
          stores.rights().grant(Rights.Kind.PERMISSION, 6, 1);
          stores.rights().grant(Rights.Kind.GROUP, 7, 2);
          stores.rights().delete(Rights.Kind.GROUP, 7);
        });
    List<Whole> all = all(10, false);
    assertThat(all.getFirst().rights())
        .containsExactlyInAnyOrder(
            new SqlPeople.Right(Rights.Kind.ROLE, "Editor"),
            new SqlPeople.Right(Rights.Kind.PERMISSION, "read"));
    assertThat(all.getLast().rights()).isEmpty();
  }
}
