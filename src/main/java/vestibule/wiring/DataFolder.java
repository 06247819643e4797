package vestibule.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.store.Transactions;
import vestibule.crypto.MasterKey;

/** The data folder, and the master key that belongs to the database. */
public final class DataFolder {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /** What tells a data folder from others. */
  private static final Set<String> MARKS = Set.of("vestibule.db", "master.key", "native");

  private static final String KEY_CHECK = "master-key-check";

  private DataFolder() {}

  /**
   * Makes the data folder where there is none; one that was open to others is its owner's alone
   * from here.
   *
   * @throws OwnersOnly.OpenToOthers when it is somebody else's, or holds other things
   */
  public static void prepare(Path folder) throws IOException {
    if (OwnersOnly.folder(folder, MARKS)) {
      LOG.warn("The data folder {} was open to others and is its owner's alone now", folder);
    }
  }

  /**
   * A key is made beside a fresh database only: a new one beside an old database could open nothing
   * of it.
   */
  static MasterKey masterKey(StorageConfig storage, SecureRandom random) throws IOException {
    prepare(storage.dataDir());
    Path file = storage.masterKeyFile();
    if (Files.exists(file)) {
      return MasterKey.read(file);
    }
    if (storage.database() instanceof StorageConfig.Database.Embedded(Path database, _)
        && !Files.exists(database)) {
      return MasterKey.create(file, random);
    }
    throw new Foundation.UnusableException(
        "the master key file "
            + file
            + " is missing; it must be the one that the database was made with,"
            + " and vestibule keys master FILE makes one for a new database");
  }

  /**
   * Looks whether the database was made with this key; a new database is from here.
   *
   * @throws Foundation.UnusableException when it was made with another
   */
  static void checkKey(Transactions transactions, MasterKey key, InstantSource clock) {
    byte[] check = key.checkValue().getBytes(StandardCharsets.US_ASCII);
    byte[] present =
        transactions
            .read(stores -> stores.signingKeys().find(KEY_CHECK))
            .orElseGet(
                () ->
                    transactions.write(
                        stores -> {
                          stores
                              .signingKeys()
                              .insert(
                                  KEY_CHECK, check, clock.instant().truncatedTo(ChronoUnit.MICROS));
                          return stores.signingKeys().find(KEY_CHECK).orElseThrow();
                        }));
    if (!Arrays.equals(present, check)) {
      throw new Foundation.UnusableException(
          "the master key is not the one that this database was made with");
    }
  }
}
