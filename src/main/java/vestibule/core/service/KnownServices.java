package vestibule.core.service;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import vestibule.core.model.service.Service;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Transactions;

/**
 * The services as this node knows them. They are remembered as a whole until the change feed tells
 * of a change, and trusted only while it is read.
 */
public final class KnownServices {

  private final Transactions transactions;
  private final BooleanSupplier trusted;

  /** Counts the changes. */
  private final AtomicInteger era = new AtomicInteger();

  private volatile Held held = new Held(-1, Map.of());

  /** What was read, by the hash of each secret, former ones too. */
  private record Held(int era, Map<String, Service> byHash) {}

  /**
   * The services of a database; nothing is read before it is asked for.
   *
   * @param trusted whether the change feed was read within the last second
   */
  public KnownServices(Transactions transactions, BooleanSupplier trusted) {
    this.transactions = transactions;
    this.trusted = trusted;
  }

  /** The service whose secret this is now. */
  Optional<Service> by(String secret, Instant now) {
    String hash = Secrets.hash(secret);
    return Optional.ofNullable(now().byHash().get(hash))
        .filter(service -> service.isKnownBy(hash, now));
  }

  private Held now() {
    Held last = held;
    return last.era == era.get() && trusted.getAsBoolean() ? last : read();
  }

  private Held read() {
    int begun = era.get();
    List<Service> all = transactions.read(stores -> stores.services().all());
    Map<String, Service> byHash = new HashMap<>();
    for (Service service : all) {
      service.credential().former().ifPresent(former -> byHash.put(former.hash(), service));
      byHash.put(service.credential().hash(), service);
    }
    Held fresh = new Held(begun, Map.copyOf(byHash));
    held = fresh;
    return fresh;
  }

  /** Forgets what it knows: called when any node has changed them. */
  public void changed() {
    era.incrementAndGet();
  }
}
