package vestibule.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vestibule.config.StorageConfig;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.secret.KeyRing;
import vestibule.core.secret.Sealing;
import vestibule.core.store.SigningKeyStore;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Transactions;
import vestibule.crypto.MasterKey;
import vestibule.crypto.Seal;

/** The data folder, and the master key that belongs to the database. */
public final class DataFolder {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /** What tells a data folder from others. */
  private static final Set<String> MARKS = Set.of("vestibule.db", "master.key", "native");

  /**
   * What the name of a file ends with that holds the master key to come: a node finds it there once
   * the database is sealed with it.
   */
  private static final String NEXT = ".next";

  /** What tells a folder of backups from others: nothing, so that only an empty one is changed. */
  static final Set<String> BACKUP_MARKS = Set.of();

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
  static Seal seal(StorageConfig storage, SecureRandom random) throws IOException {
    Path file = storage.masterKeyFile();
    return new Seal(masterKey(storage, random), random, mark -> masterKey(file, mark));
  }

  /** Where the master key to come is put beside the one of now. */
  public static Path next(Path masterKeyFile) {
    return masterKeyFile.resolveSibling(masterKeyFile.getFileName() + NEXT);
  }

  /** The master key of that mark, which may have been put there while the server runs. */
  public static Optional<MasterKey> masterKey(Path file, String mark) {
    for (Path place : List.of(file, next(file))) {
      try {
        MasterKey key = MasterKey.read(place);
        if (key.checkValue().equals(mark)) {
          return Optional.of(key);
        }
      } catch (IOException | MasterKey.Unusable unread) {
        LOG.debug("There is no master key in {}", place);
      }
    }
    return Optional.empty();
  }

  private static MasterKey masterKey(StorageConfig storage, SecureRandom random)
      throws IOException {
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
            + " is missing; it must be the one that the database was made with (where that is lost,"
            + " vestibule restore --new-keys brings a backup back without it;"
            + " for a new database vestibule keys master FILE makes one)");
  }

  /**
   * Looks whether the database was made with this key; a new database is from here.
   *
   * @throws Foundation.UnusableException when it was made with another
   */
  static void checkKey(Transactions transactions, Sealing sealing, InstantSource clock) {
    String present =
        transactions
            .read(stores -> mark(stores.signingKeys()))
            .orElseGet(
                () ->
                    transactions.write(
                        stores -> {
                          stores
                              .signingKeys()
                              .insert(
                                  SealedSecret.of(
                                      KeyRing.MASTER_KEY_MARK,
                                      KeyRing.kept(sealing.mark()),
                                      clock.instant().truncatedTo(ChronoUnit.MICROS)));
                          return mark(stores.signingKeys()).orElseThrow();
                        }));
    if (!present.equals(KeyRing.kept(sealing.mark())) && !sealing.turnTo(KeyRing.mark(present))) {
      throw new Foundation.UnusableException(
          "the master key is not the one that this database was made with");
    }
  }

  private static Optional<String> mark(SigningKeyStore keys) {
    return keys.all().stream()
        .filter(row -> row.name().equals(KeyRing.MASTER_KEY_MARK))
        .map(SealedSecret::sealed)
        .findAny();
  }
}
