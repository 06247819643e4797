package vestibule.core.rights;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.change.Grounds;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.model.Texts;
import vestibule.core.operator.Duty;
import vestibule.core.operator.OperatorRefusal;
import vestibule.core.outbox.Notices;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.Ids;
import vestibule.core.store.Stores;

/** Makes groups, roles and permissions, and gives them to accounts and roles. */
public final class RightsAdministration {

  private static final int PAGE = 1_000;

  private final Changes changes;
  private final Ids ids;
  private final Notices notices;

  public RightsAdministration(Changes changes, Ids ids, Notices notices) {
    this.changes = changes;
    this.notices = notices;
    this.ids = ids;
  }

  /** The same in the name of whom those changes are by. */
  public RightsAdministration by(Changes others) {
    return new RightsAdministration(others, ids, notices);
  }

  /**
   * Makes a group, role or permission.
   *
   * @param name as {@link Texts#requireTitle} allows; stored with its letters composed, as nobody
   *     could tell it from another one else
   * @return empty when there is one of that name
   * @throws RefusedException with {@link Refusal.NameInvalid}
   */
  public Optional<Named> create(Kind kind, String name) {
    Texts.requireTitle(name);
    Named named = new Named(ids.next(sequence(kind)), composed(name));
    AuditEvent event = event(AuditEvent.Kind.RIGHT_MADE, 0, kind, named);
    return changes.unit(0, event.at(), change -> isMade(change, kind, named, event))
        ? Optional.of(named)
        : Optional.empty();
  }

  private static boolean isMade(Change change, Kind kind, Named named, AuditEvent event) {
    boolean made = change.stores().rights().insert(kind, named);
    if (made) {
      change.record(event);
    }
    return made;
  }

  /** All of a kind, by id. */
  public List<Named> all(Kind kind) {
    return changes.read(stores -> stores.rights().all(kind));
  }

  /** The group, role or permission of that name. */
  public Optional<Named> find(Kind kind, String name) {
    return changes.read(
        stores ->
            stores.rights().find(kind, name).or(() -> stores.rights().find(kind, composed(name))));
  }

  /** The group, role or permission of that id. */
  public Optional<Named> find(Kind kind, long id) {
    return changes.read(stores -> stores.rights().find(kind, id));
  }

  /** The names of the permissions that a role carries, sorted. */
  public List<String> permissionsOf(Named role) {
    return changes.read(stores -> stores.rights().permissionsOf(role.id()));
  }

  /**
   * Gives one to an account.
   *
   * @return false when it had it before
   * @throws RefusedException with {@link Refusal.AccountUnknown}
   * @throws GoneException when it was deleted meanwhile
   */
  public boolean grant(Kind kind, Named named, long account) {
    AuditEvent event = event(AuditEvent.Kind.RIGHT_GRANTED, account, kind, named);
    List<Mail> told =
        notices.byOperator(
            Mail.Purpose.RIGHTS_GRANTED, changes.read(stores -> stores.emails().of(account)));
    return changes.makeIf(
        event,
        Grounds.operator(),
        change -> {
          Stores stores = change.stores();
          requireThere(stores, kind, named);
          boolean given = stores.rights().grant(kind, named.id(), account);
          if (given) {
            told.forEach(stores.outbox()::insert);
          }
          return given;
        });
  }

  /**
   * Takes one from an account.
   *
   * @return false when it did not have it
   * @throws RefusedException with {@link Refusal.AccountUnknown}
   */
  public boolean revoke(Kind kind, Named named, long account) {
    AuditEvent event = event(AuditEvent.Kind.RIGHT_REVOKED, account, kind, named);
    return changes.makeIf(
        event,
        Grounds.operator(),
        change -> change.stores().rights().revoke(kind, named.id(), account));
  }

  /**
   * Adds a permission to a role, and so to every account that has the role; {@link RoleNotices}
   * tells them.
   *
   * @return false when the role had it before
   * @throws GoneException when one of them was deleted meanwhile
   */
  public boolean grantToRole(Named permission, Named role) {
    return isGrantedToRole(
        permission,
        role,
        change -> change.stores().roleGrants().begin(role.id(), permission.id(), change.now()));
  }

  /**
   * The same, and nobody is told: an import gives a role what it carried before, and mails nobody.
   *
   * @return false when the role had it before
   * @throws GoneException when one of them was deleted meanwhile
   */
  public boolean bringToRole(Named permission, Named role) {
    return isGrantedToRole(permission, role, _ -> {});
  }

  private boolean isGrantedToRole(Named permission, Named role, Consumer<Change> telling) {
    AuditEvent event =
        changes.byOperator(
            AuditEvent.Kind.RIGHT_GRANTED, 0, permission.name() + " to " + role.name());
    return changes.makeIf(
        event,
        Grounds.operator(),
        change -> {
          Stores stores = change.stores();
          requireThere(stores, Kind.PERMISSION, permission);
          requireThere(stores, Kind.ROLE, role);
          boolean given = stores.rights().grantToRole(permission.id(), role.id());
          if (given) {
            telling.accept(change);
          }
          return given;
        });
  }

  /**
   * Takes a permission from a role, and so from every account that has it only by the role.
   *
   * @return false when the role did not have it
   * @throws OperatorRefusal when that is what makes an operator who does it one
   */
  public boolean revokeFromRole(Named permission, Named role) {
    AuditEvent event =
        changes.byOperator(
            AuditEvent.Kind.RIGHT_REVOKED, 0, permission.name() + " from " + role.name());
    return changes.makeIf(
        event,
        Grounds.operator(),
        change -> {
          takeTurns(change.stores());
          change.stores().roleGrants().drop(role.id(), permission.id());
          return change.stores().rights().revokeFromRole(permission.id(), role.id());
        });
  }

  /**
   * Accounts that were given it themselves, by id.
   *
   * @param after only ids beyond this one
   * @param most how many at most
   */
  public List<Person> members(Kind kind, Named named, long after, int most) {
    return changes.read(
        stores ->
            stores.rights().members(kind, named.id(), after, most).stream()
                .flatMap(account -> AccountCache.read(stores, account).stream())
                .toList());
  }

  /** To how many accounts it was given. */
  public long countMembers(Kind kind, Named named) {
    return changes.read(stores -> stores.rights().countMembers(kind, named.id()));
  }

  /** The roles that carry a permission, by id. */
  public List<Named> rolesWith(Named permission) {
    return changes.read(stores -> stores.rights().rolesWith(permission.id()));
  }

  /**
   * Deletes a group, role or permission. Nobody has it any more from the first unit of work on;
   * then it is taken from one account after the other, so that the trail of each tells it and no
   * unit of work is long. When it is interrupted, the rest gives nothing to anybody, as no id is
   * used again.
   *
   * @return from how many accounts it was taken
   * @throws GoneException when it was deleted meanwhile
   * @throws OperatorRefusal when that is what makes an operator who does it one, and for a
   *     permission that makes any
   */
  public long delete(Kind kind, Named named) {
    if (kind == Kind.PERMISSION) {
      changes.operator().ifPresent(by -> by.requireDeletable(named.name()));
    }
    AuditEvent event =
        changes.byOperator(AuditEvent.Kind.RIGHT_REVOKED, 0, text(kind, named) + ", deleted");
    changes.makeIf(
        event,
        Grounds.operator(),
        change -> {
          Stores stores = change.stores();
          takeTurns(stores);
          requireThere(stores, kind, named);
          stores.rights().delete(kind, named.id());
          return true;
        });
    // What follows is done to the end, whatever becomes of the operator meanwhile.
    return by(changes.following()).takeFromAll(kind, named);
  }

  /**
   * Operators who take rights from others by what those have in common do so one after the other:
   * each is judged by what the one before has left of their own.
   */
  private void takeTurns(Stores stores) {
    changes
        .operator()
        .flatMap(_ -> stores.rights().find(Kind.PERMISSION, Duty.ADMIN.permission()))
        .ifPresent(admin -> stores.rights().lock(Kind.PERMISSION, admin.id()));
  }

  private long takeFromAll(Kind kind, Named named) {
    long taken = 0;
    long after = 0;
    List<Long> members = membersAfter(kind, named, after);
    while (!members.isEmpty()) {
      taken += members.stream().filter(account -> isTaken(kind, named, account)).count();
      after = members.getLast();
      members = membersAfter(kind, named, after);
    }
    return taken;
  }

  private List<Long> membersAfter(Kind kind, Named named, long after) {
    return changes.read(stores -> stores.rights().members(kind, named.id(), after, PAGE));
  }

  /** An account that is deleted meanwhile has lost it by that. */
  private boolean isTaken(Kind kind, Named named, long account) {
    try {
      return revoke(kind, named, account);
    } catch (RefusedException gone) {
      if (gone.refusal() instanceof Refusal.AccountUnknown) {
        return false;
      }
      throw gone;
    }
  }

  private static void requireThere(Stores stores, Kind kind, Named named) {
    if (!stores.rights().lock(kind, named.id())) {
      throw new GoneException();
    }
  }

  private static String text(Kind kind, Named named) {
    return kind.name().toLowerCase(Locale.ROOT) + " " + named.name();
  }

  /** The group, role or permission was deleted meanwhile. */
  public static final class GoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GoneException() {
      super("it was deleted meanwhile", null, false, false);
    }
  }

  private AuditEvent event(AuditEvent.Kind what, long account, Kind kind, Named named) {
    return changes.byOperator(what, account, text(kind, named));
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static Ids.Sequence sequence(Kind kind) {
    return switch (kind) {
      case GROUP -> Ids.Sequence.GROUP;
      case ROLE -> Ids.Sequence.ROLE;
      case PERMISSION -> Ids.Sequence.PERMISSION;
    };
  }
}
