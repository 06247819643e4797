package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vestibule.Together;
import vestibule.core.model.Rights;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.store.RightsStore;

/** What the core relies on about groups, roles and permissions. */
abstract class RightsCases {

  private final Stage stage;

  RightsCases(Stage stage) {
    this.stage = stage;
  }

  @Test
  void namesAreTakenOnceWithinAKind() {
    long id = 1;
    for (Kind kind : Kind.values()) {
      assertThat(insert(kind, 1, "Ёжик 'α'")).isTrue();
      assertThat(insert(kind, 2, "Ёжик 'α'")).isFalse();
      assertThat(insert(kind, 2, "ёжик 'α'")).isTrue();
      assertThat(find(kind, "Ёжик 'α'")).contains(new Named(1, "Ёжик 'α'"));
      assertThat(find(kind, "Ёжик")).isEmpty();
      assertThat(all(kind)).containsExactly(new Named(1, "Ёжик 'α'"), new Named(2, "ёжик 'α'"));
      assertThat(stage.count("select count(*) from named_right")).isEqualTo(2 * id++);
    }
  }

  @Test
  void ofFiftyOfOneNameOneIsMade() {
    List<Boolean> made = Together.run(50, number -> insert(Kind.ROLE, number + 1, "editor"));
    assertThat(made).filteredOn(one -> one).hasSize(1);
    assertThat(all(Kind.ROLE)).hasSize(1);
  }

  @Test
  void allComeByIdUpToTenThousand() {
    stage.run(
        stores ->
            LongStream.rangeClosed(1, 10_001)
                .forEach(
                    id -> stores.rights().insert(Kind.GROUP, new Named(20_000 - id, "g" + id))));
    List<Named> all = all(Kind.GROUP);
    assertThat(all).hasSize(10_000).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
    assertThat(all.getFirst()).isEqualTo(new Named(9_999, "g10001"));
  }

  @Test
  void grantsAreGivenAndTakenOnce() {
    for (Kind kind : Kind.values()) {
      insert(kind, 5, "five");
      assertThat(grant(kind, 5, 1)).isTrue();
      assertThat(grant(kind, 5, 1)).isFalse();
      assertThat(stage.<Boolean>write(stores -> stores.rights().revoke(kind, 5, 2))).isFalse();
      assertThat(stage.<Boolean>write(stores -> stores.rights().revoke(kind, 5, 1))).isTrue();
      assertThat(stage.<Boolean>write(stores -> stores.rights().revoke(kind, 5, 1))).isFalse();
    }
    assertThat(of(1)).isEqualTo(Rights.NONE);
  }

  @Test
  void ofFiftyGrantsAtOnceOneCounts() {
    insert(Kind.ROLE, 5, "editor");
    assertThat(Together.run(50, number -> grant(Kind.ROLE, 5, 1)))
        .filteredOn(one -> one)
        .hasSize(1);
  }

  @Test
  void rightsComeSortedAndWithoutDoubles() {
    furnish();
    grant(Kind.GROUP, 2, 1);
    grant(Kind.GROUP, 1, 1);
    grant(Kind.ROLE, 2, 1);
    grant(Kind.ROLE, 1, 1);
    grant(Kind.PERMISSION, 4, 1);
    grant(Kind.PERMISSION, 1, 1);
    grant(Kind.GROUP, 1, 2);

    assertThat(of(1))
        .isEqualTo(
            new Rights(
                List.of(new Named(1, "g1"), new Named(2, "g2")),
                List.of(new Named(1, "r1"), new Named(2, "r2")),
                List.of("A", "Z", "a", "b")));
    assertThat(of(2)).isEqualTo(new Rights(List.of(new Named(1, "g1")), List.of(), List.of()));
    assertThat(of(3)).isEqualTo(Rights.NONE);
  }

  /** A group and a permission may have the number of a role that carries permissions. */
  @Test
  void onlyRolesCarryPermissions() {
    furnish();
    grant(Kind.GROUP, 1, 1);
    grant(Kind.PERMISSION, 2, 1);
    assertThat(of(1)).isEqualTo(new Rights(List.of(new Named(1, "g1")), List.of(), List.of("b")));
  }

  @Test
  void rolesGainAndLosePermissionsOnce() {
    furnish();
    assertThat(this.<Boolean>rights(rights -> rights.grantToRole(4, 1))).isTrue();
    assertThat(this.<Boolean>rights(rights -> rights.grantToRole(4, 1))).isFalse();
    assertThat(this.<List<String>>rights(rights -> rights.permissionsOf(1)))
        .containsExactly("A", "Z", "a");
    assertThat(this.<Boolean>rights(rights -> rights.revokeFromRole(4, 1))).isTrue();
    assertThat(this.<Boolean>rights(rights -> rights.revokeFromRole(4, 1))).isFalse();
    assertThat(this.<List<String>>rights(rights -> rights.permissionsOf(1)))
        .containsExactly("A", "a");
    assertThat(this.<List<String>>rights(rights -> rights.permissionsOf(9))).isEmpty();
  }

  @Test
  void deletingTakesAllFromOneAccount() {
    furnish();
    grant(Kind.ROLE, 1, 1);
    grant(Kind.GROUP, 1, 1);
    grant(Kind.ROLE, 1, 2);
    stage.run(stores -> stores.rights().deleteAll(1));
    assertThat(of(1)).isEqualTo(Rights.NONE);
    assertThat(of(2).permissions()).containsExactly("A", "a");
    assertThat(stage.rows())
        .isEqualTo(Map.of("account_right", 1L, "named_right", 8L, "role_permission", 4L));
  }

  @Test
  void membersComeByIdPageByPage() {
    furnish();
    for (long account : new long[] {7, 3, 12, 5}) {
      grant(Kind.ROLE, 1, account);
    }
    grant(Kind.ROLE, 2, 4);
    grant(Kind.GROUP, 1, 6);
    assertThat(members(Kind.ROLE, 0, 10)).containsExactly(3L, 5L, 7L, 12L);
    assertThat(members(Kind.ROLE, 0, 2)).containsExactly(3L, 5L);
    assertThat(members(Kind.ROLE, 5, 2)).containsExactly(7L, 12L);
    assertThat(members(Kind.ROLE, 12, 2)).isEmpty();
    assertThat(this.<Long>rights(rights -> rights.countMembers(Kind.ROLE, 1))).isEqualTo(4);
    assertThat(this.<Long>rights(rights -> rights.countMembers(Kind.PERMISSION, 1))).isZero();
  }

  @Test
  void rolesThatCarryAPermissionComeById() {
    furnish();
    assertThat(this.<List<Named>>rights(rights -> rights.rolesWith(1)))
        .containsExactly(new Named(1, "r1"), new Named(2, "r2"));
    assertThat(this.<List<Named>>rights(rights -> rights.rolesWith(4))).isEmpty();
  }

  /** A group, a role and a permission have the same number. */
  @Test
  void whatIsDeletedGivesNothingAnyMoreAndOthersStay() {
    furnish();
    grant(Kind.ROLE, 1, 1);
    grant(Kind.GROUP, 1, 1);
    grant(Kind.PERMISSION, 4, 1);
    delete(Kind.ROLE, 1);
    assertThat(of(1)).isEqualTo(new Rights(List.of(new Named(1, "g1")), List.of(), List.of("Z")));
    assertThat(members(Kind.ROLE, 0, 10)).containsExactly(1L);
    grant(Kind.ROLE, 2, 1);
    delete(Kind.PERMISSION, 1);
    assertThat(of(1).permissions()).containsExactly("Z", "b");
    assertThat(this.<List<String>>rights(rights -> rights.permissionsOf(2))).containsExactly("b");
    delete(Kind.GROUP, 1);
    assertThat(of(1).groups()).isEmpty();
    assertThat(all(Kind.GROUP)).containsExactly(new Named(2, "g2"));
    assertThat(insert(Kind.ROLE, 9, "r1")).isTrue();
    assertThat(of(1).roles()).containsExactly(new Named(2, "r2"));
  }

  @Test
  void onlyWhatExistsIsLocked() {
    furnish();
    assertThat(lock(Kind.GROUP, 1)).isTrue();
    assertThat(lock(Kind.PERMISSION, 4)).isTrue();
    assertThat(lock(Kind.GROUP, 4)).isFalse();
    delete(Kind.GROUP, 1);
    assertThat(lock(Kind.GROUP, 1)).isFalse();
    assertThat(find(Kind.GROUP, "g2")).contains(new Named(2, "g2"));
  }

  /** Two groups, two roles that share a permission, four permissions. */
  private void furnish() {
    insert(Kind.GROUP, 1, "g1");
    insert(Kind.GROUP, 2, "g2");
    insert(Kind.ROLE, 1, "r1");
    insert(Kind.ROLE, 2, "r2");
    insert(Kind.PERMISSION, 1, "a");
    insert(Kind.PERMISSION, 2, "b");
    insert(Kind.PERMISSION, 3, "A");
    insert(Kind.PERMISSION, 4, "Z");
    rights(rights -> rights.grantToRole(1, 1));
    rights(rights -> rights.grantToRole(3, 1));
    rights(rights -> rights.grantToRole(1, 2));
    rights(rights -> rights.grantToRole(2, 2));
  }

  private <T> T rights(Function<RightsStore, T> what) {
    return stage.write(stores -> what.apply(stores.rights()));
  }

  private List<Long> members(Kind kind, long after, int most) {
    return rights(rights -> rights.members(kind, 1, after, most));
  }

  private boolean lock(Kind kind, long id) {
    return rights(rights -> rights.lock(kind, id));
  }

  private void delete(Kind kind, long id) {
    stage.run(stores -> stores.rights().delete(kind, id));
  }

  private boolean insert(Kind kind, long id, String name) {
    return rights(rights -> rights.insert(kind, new Named(id, name)));
  }

  private boolean grant(Kind kind, long id, long account) {
    return rights(rights -> rights.grant(kind, id, account));
  }

  private Optional<Named> find(Kind kind, String name) {
    return stage.read(stores -> stores.rights().find(kind, name));
  }

  private List<Named> all(Kind kind) {
    return stage.read(stores -> stores.rights().all(kind));
  }

  private Rights of(long account) {
    return stage.read(stores -> stores.rights().of(account));
  }
}
