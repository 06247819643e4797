package vestibule.core.rights;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Mail;
import vestibule.core.model.Rights;
import vestibule.core.outbox.Notices;
import vestibule.core.store.RoleGrantStore.RoleGrant;
import vestibule.core.store.Stores;

/**
 * Tells those who have a role that an operator gave a permission to it, a page of people in each
 * unit of work, so that a role of everybody holds nobody up.
 *
 * <p>Who had the permission anyhow is not told, nor is who was told of another right since. What is
 * given to a role within a minute is told in one mail.
 */
public final class RoleNotices {

  private static final int PAGE = 100;

  /** A thousand people in each run: other mails wait behind no more. */
  private static final int MOST_PAGES = 10;

  private static final int MOST_PENDING = 1_000;

  /** A permission that an account has by itself. */
  private static final long OWN = 0;

  private final Changes changes;
  private final Notices notices;

  public RoleNotices(Changes changes, Notices notices) {
    this.changes = changes;
    this.notices = notices;
  }

  /**
   * Queues what is owed to the next people; any node may do it at any time.
   *
   * @return how many mails were queued
   */
  public int tell() {
    int told = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      List<RoleGrant> pending = changes.read(stores -> stores.roleGrants().pending(MOST_PENDING));
      if (pending.isEmpty()) {
        break;
      }
      told += page(pending);
    }
    return told;
  }

  private int page(List<RoleGrant> pending) {
    RoleGrant first = pending.getFirst();
    List<RoleGrant> alike =
        pending.stream()
            .filter(it -> it.role() == first.role() && it.after() == first.after())
            .toList();
    List<Long> members =
        changes.read(
            stores -> stores.rights().members(Rights.Kind.ROLE, first.role(), first.after(), PAGE));
    List<Mail> owed =
        members.stream()
            .filter(account -> changes.read(stores -> isNews(stores, account, alike, pending)))
            .flatMap(account -> mails(account).stream())
            .toList();
    boolean last = members.size() < PAGE;
    return changes.write(stores -> queued(stores, alike, last ? 0 : members.getLast(), owed));
  }

  private List<Mail> mails(long account) {
    return notices.byOperator(
        Mail.Purpose.RIGHTS_GRANTED, changes.read(stores -> stores.emails().of(account)));
  }

  /** The count of the first decides which of two nodes queues the page. */
  private static int queued(Stores stores, List<RoleGrant> alike, long last, List<Mail> owed) {
    boolean first = true;
    for (RoleGrant grant : alike) {
      boolean ours =
          last == 0 ? stores.roleGrants().end(grant) : stores.roleGrants().advance(grant, last);
      if (first && !ours) {
        return 0;
      }
      first = false;
    }
    owed.forEach(stores.outbox()::insert);
    return owed.size();
  }

  private static boolean isNews(
      Stores stores, long account, List<RoleGrant> alike, List<RoleGrant> pending) {
    return stores.accounts().find(account).filter(it -> it.isActive()).isPresent()
        && alike.stream().anyMatch(grant -> isGained(stores, account, grant, pending))
        && stores
            .audit()
            .addresses(account, AuditEvent.Kind.RIGHT_GRANTED, alike.getFirst().at())
            .isEmpty();
  }

  /**
   * Whether the account has the permission by this role, and had it by nothing else. What was given
   * to another role meanwhile is told for the lower of them, which is done first.
   */
  private static boolean isGained(
      Stores stores, long account, RoleGrant grant, List<RoleGrant> pending) {
    Set<Long> later =
        pending.stream()
            .filter(it -> it.permission() == grant.permission() && it.role() > grant.role())
            .map(RoleGrant::role)
            .collect(Collectors.toSet());
    List<Long> holding = stores.rights().holding(account, grant.permission());
    return holding.contains(grant.role())
        && holding.stream()
            .noneMatch(from -> from == OWN || from != grant.role() && !later.contains(from));
  }
}
