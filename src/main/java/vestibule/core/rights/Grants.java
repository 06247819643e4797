package vestibule.core.rights;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vestibule.core.Ids;
import vestibule.core.Refusal;
import vestibule.core.RefusedException;
import vestibule.core.Stores;
import vestibule.core.Transactions;
import vestibule.core.account.Texts;
import vestibule.core.audit.Audit;
import vestibule.core.audit.AuditEvent;
import vestibule.core.rights.Rights.Kind;
import vestibule.core.rights.Rights.Named;

/** Makes groups, roles and permissions, and gives them to accounts and roles. */
public final class Grants {

  private final Transactions transactions;
  private final Ids ids;
  private final Audit audit;

  /** Grants in a database. */
  public Grants(Transactions transactions, Ids ids, Audit audit) {
    this.transactions = transactions;
    this.ids = ids;
    this.audit = audit;
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
    return transactions.write(stores -> stores.rights().insert(kind, named))
        ? Optional.of(named)
        : Optional.empty();
  }

  /** All of a kind, by id. */
  public List<Named> all(Kind kind) {
    return transactions.read(stores -> stores.rights().all(kind));
  }

  /** The group, role or permission of that name. */
  public Optional<Named> find(Kind kind, String name) {
    return transactions.read(
        stores ->
            stores.rights().find(kind, name).or(() -> stores.rights().find(kind, composed(name))));
  }

  /** The names of the permissions that a role carries, sorted. */
  public List<String> permissionsOf(Named role) {
    return transactions.read(stores -> stores.rights().permissionsOf(role.id()));
  }

  /**
   * Gives one to an account.
   *
   * @return false when it had it before
   * @throws RefusedException with {@link Refusal.AccountUnknown}
   */
  public boolean grant(Kind kind, Named named, long account) {
    AuditEvent event = event(AuditEvent.Kind.RIGHT_GRANTED, account, kind, named);
    return change(event, stores -> stores.rights().grant(kind, named.id(), account));
  }

  /**
   * Takes one from an account.
   *
   * @return false when it did not have it
   * @throws RefusedException with {@link Refusal.AccountUnknown}
   */
  public boolean revoke(Kind kind, Named named, long account) {
    AuditEvent event = event(AuditEvent.Kind.RIGHT_REVOKED, account, kind, named);
    return change(event, stores -> stores.rights().revoke(kind, named.id(), account));
  }

  /**
   * Adds a permission to a role, and so to every account that has the role.
   *
   * @return false when the role had it before
   */
  public boolean grantToRole(Named permission, Named role) {
    AuditEvent event =
        audit.byOperator(
            AuditEvent.Kind.RIGHT_GRANTED, 0, permission.name() + " to " + role.name());
    return change(event, stores -> stores.rights().grantToRole(permission.id(), role.id()));
  }

  /**
   * Takes a permission from a role, and so from every account that has it only by the role.
   *
   * @return false when the role did not have it
   */
  public boolean revokeFromRole(Named permission, Named role) {
    AuditEvent event =
        audit.byOperator(
            AuditEvent.Kind.RIGHT_REVOKED, 0, permission.name() + " from " + role.name());
    return change(event, stores -> stores.rights().revokeFromRole(permission.id(), role.id()));
  }

  private AuditEvent event(AuditEvent.Kind what, long account, Kind kind, Named named) {
    return audit.byOperator(
        what, account, kind.name().toLowerCase(Locale.ROOT) + " " + named.name());
  }

  private boolean change(AuditEvent event, Transactions.Work<Boolean> work) {
    return transactions.write(
        stores -> {
          if (event.account() != 0 && !stores.accounts().lock(event.account())) {
            throw new RefusedException(new Refusal.AccountUnknown());
          }
          return work.in(stores) && written(stores, event);
        });
  }

  private static boolean written(Stores stores, AuditEvent event) {
    stores.audit().insert(event);
    stores.changed(event.account());
    return true;
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
