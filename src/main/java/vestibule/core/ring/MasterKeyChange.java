package vestibule.core.ring;

import java.time.Instant;
import java.util.HexFormat;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.AuditEvent.Kind;
import vestibule.core.secret.Derived;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Sealing;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Stores;

/**
 * The change of the master key: all that is sealed is sealed anew in one unit of work, the mark
 * with it. What was made of the old master key and is in others' hands is kept, sealed, beside.
 */
public final class MasterKeyChange {

  private final Changes changes;

  public MasterKeyChange(Changes changes) {
    this.changes = changes;
  }

  /**
   * Seals everything anew.
   *
   * @param from the master key of now; {@code to} the one from here on
   * @return false, and nothing is done, when it is sealed with {@code to} already
   * @throws KeyRefusal when it is sealed with neither
   */
  public boolean run(Sealing from, Sealing to) {
    AuditEvent event = changes.byOperator(Kind.MASTER_KEY_CHANGED, 0, "");
    Instant now = changes.now();
    return changes.unit(0, now, change -> resealed(change, event, from, to));
  }

  private static boolean resealed(Change change, AuditEvent event, Sealing from, Sealing to) {
    SigningKeyStore keys = change.stores().signingKeys();
    String mark = KeyRing.kept(to.mark());
    if (keys.holds(KeyRing.MASTER_KEY_MARK, mark)) {
      return false;
    }
    if (!keys.holds(KeyRing.MASTER_KEY_MARK, KeyRing.kept(from.mark()))) {
      throw new KeyRefusal("the database is sealed with another master key than this");
    }
    for (Derived use : Derived.values()) {
      String sealed = sealed(from, use.kept(), from.derived(use.use()));
      keys.insert(SealedSecret.of(use.kept(), sealed, change.now()));
    }
    for (SealedSecret row : keys.all()) {
      if (!row.name().equals(KeyRing.MASTER_KEY_MARK)) {
        byte[] secret = from.open(row.name(), HexFormat.of().parseHex(row.sealed()));
        keys.reseal(row.name(), sealed(to, row.name(), secret));
      }
    }
    keys.reseal(KeyRing.MASTER_KEY_MARK, mark);
    change.record(event);
    change.announce(Stores.SIGNING_KEYS);
    return true;
  }

  private static String sealed(Sealing sealing, String name, byte[] secret) {
    return HexFormat.of().formatHex(sealing.seal(name, secret));
  }
}
