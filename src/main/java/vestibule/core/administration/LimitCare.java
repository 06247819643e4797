package vestibule.core.administration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.limit.Releases;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.model.Email;
import vestibule.core.model.LimitUse;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Network;
import vestibule.core.model.Person;
import vestibule.core.store.node.StruckLimit;

/** What operators do with limits that turned somebody away. */
public final class LimitCare {

  /** For how long it is shown whom a limit struck. */
  public static final Duration SHOWN = Duration.ofDays(1);

  private final Changes changes;
  private final Releases releases;

  public LimitCare(Changes changes, Releases releases) {
    this.changes = changes;
    this.releases = releases;
  }

  /** The same in the name of whom those changes are by. */
  public LimitCare by(Changes others) {
    return new LimitCare(others, releases);
  }

  /** Limits that were struck within the last day at all nodes, the last first. */
  public List<StruckLimit> struck(int most) {
    Instant since = changes.now().minus(SHOWN);
    return changes.read(stores -> stores.struckLimits().since(since, most));
  }

  /**
   * Lets what is counted by an account begin anew, at all nodes within a second.
   *
   * @return false when there is none of that id
   */
  public boolean release(long account) {
    Optional<Person> person = changes.read(stores -> AccountCache.read(stores, account));
    if (person.isEmpty()) {
      return false;
    }
    AuditEvent event = changes.byOperator(Kind.LIMIT_RELEASED, account, "");
    List<LimitUse> released = releases.of(account, keys(person.get()), event.at());
    boolean there =
        changes.makeIfThere(
            event, change -> isTold(change, released, StruckLimit.account(account)));
    if (there) {
      releases.hear(released, event.at());
    }
    return there;
  }

  private static List<LoginKey> keys(Person person) {
    return Stream.concat(
            person.account().username().stream(), person.emails().stream().map(Email::address))
        .map(LoginKey::of)
        .distinct()
        .toList();
  }

  /**
   * Lets what is counted by a network and by the range around it begin anew, at all nodes within a
   * second. The audit trail does not say which.
   *
   * @return false for a text that names no network
   */
  public boolean release(String text) {
    Optional<Network> network = Network.named(text);
    if (network.isEmpty()) {
      return false;
    }
    AuditEvent event = changes.byOperator(Kind.LIMIT_RELEASED, 0, "network");
    List<LimitUse> released = releases.of(network.get(), event.at());
    changes.unit(
        0,
        event.at(),
        change -> {
          change.record(event);
          return isTold(change, released, StruckLimit.network(network.get().text()));
        });
    releases.hear(released, event.at());
    return true;
  }

  private static boolean isTold(Change change, List<LimitUse> released, String whom) {
    released.forEach(use -> change.stores().limitUses().put(use, change.now()));
    change.stores().struckLimits().forget(whom);
    return true;
  }
}
