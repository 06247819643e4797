package vestibule.wiring;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import vestibule.config.StorageConfig;
import vestibule.core.audit.SealKey;
import vestibule.core.audit.Verification;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Sealing;
import vestibule.core.store.Transactions;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;
import vestibule.store.SqlTransactions;
import vestibule.store.sqlite.SqliteLibrary;
import vestibule.store.transfer.Contents;
import vestibule.store.transfer.Restore;
import vestibule.store.transfer.TransferRefused;

/**
 * The drill of a restore: a backup becomes a database that is thrown away, and everything is asked
 * of that which a server would need of it.
 */
public final class BackupDrill {

  private final StorageConfig storage;
  private final SecureRandom random;

  /** A drill with the master key that these settings name. */
  public BackupDrill(StorageConfig storage, SecureRandom random) {
    this.storage = storage;
    this.random = random;
  }

  /**
   * What a drill has shown.
   *
   * @param rows of each table, by its name
   * @param secrets that the master key has opened
   * @param trail of the audit trail; empty where the master key is missing
   * @param findings what is wrong, a sentence each
   */
  public record Report(
      SortedMap<String, Long> rows,
      int secrets,
      Optional<Verification.Report> trail,
      List<String> findings) {

    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether a server can be restored from it. */
    public boolean isGood() {
      return findings.isEmpty();
    }
  }

  /**
   * Restores a backup and looks through it.
   *
   * @param work where the database is made, and removed again; must not exist, its folder must
   * @throws TransferRefused when it is no backup, damaged, or of a newer program
   */
  public Report of(Path file, Path work) {
    SqliteLibrary.load(storage.nativeDir());
    try (Restore restore = Restore.of(file, work, random)) {
      Contents contents = restore.contents();
      List<String> findings = new ArrayList<>(contents.findings());
      Optional<KeyRing> ring = ring(restore, findings);
      Optional<Verification.Report> trail = ring.map(keys -> trail(restore, keys, findings));
      return new Report(
          contents.rows(), ring.map(keys -> keys.now().opened().size()).orElse(0), trail, findings);
    }
  }

  /** The sealed secrets, all of them opened; empty where one is not. */
  private Optional<KeyRing> ring(Restore restore, List<String> findings) {
    Optional<String> mark = restore.keyCheck();
    if (mark.isEmpty()) {
      findings.add("no server has worked on this database: there is no mark of a master key");
      return Optional.empty();
    }
    Path place = storage.masterKeyFile();
    Optional<MasterKey> key = DataFolder.masterKey(place, mark.get());
    if (key.isEmpty()) {
      findings.add("the master key in " + place + " is missing, or not the one of this backup");
      return Optional.empty();
    }
    KeyRing ring = new KeyRing(transactions(restore), new Seal(key.get(), random), () -> true);
    try {
      ring.now();
      return Optional.of(ring);
    } catch (Sealing.CannotOpen damaged) {
      findings.add("the master key does not open every secret that is sealed with it");
      return Optional.empty();
    }
  }

  private Verification.Report trail(Restore restore, KeyRing keys, List<String> findings) {
    Verification.Report report =
        Verification.of(
            transactions(restore), SealKey.find(keys).map(SealKey::publicKey), Optional.empty());
    report.findings().forEach(finding -> findings.add("audit trail: " + finding));
    return report;
  }

  private Transactions transactions(Restore restore) {
    return new SqlTransactions(restore.database(), InstantSource.system(), random);
  }
}
