package vestibule.wiring;

import java.util.Map;
import java.util.stream.Collectors;
import vestibule.config.Config;
import vestibule.config.ForeignHashesConfig;
import vestibule.core.model.Password;
import vestibule.core.password.ForeignHashes;
import vestibule.core.password.HashStock;
import vestibule.core.secret.Derived;
import vestibule.core.store.Transactions;
import vestibule.crypto.Argon2;
import vestibule.crypto.HashingPool;
import vestibule.crypto.foreign.ForeignForms;

/**
 * The hashing of passwords, ours and those of other systems.
 *
 * @param keys of the hashes of other systems, with their schemes
 */
public record Hashing(
    HashingPool pool, ForeignHashes foreign, HashStock stock, Map<String, String> keys) {

  static Hashing of(Config config, Storage storage, Foundation.Surroundings outside) {
    Argon2 argon2 = new Argon2(config.storage().nativeDir(), outside.cost());
    Map<String, ForeignHashesConfig.Key> keys = config.accounts().passwords().foreign().keys();
    ForeignForms forms =
        new ForeignForms(
            argon2,
            keys.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        one ->
                            new ForeignForms.Key(
                                one.getValue().scheme(), one.getValue().params()))));
    HashingPool pool =
        new HashingPool(
            argon2, forms, Runtime.getRuntime().availableProcessors(), outside.nanoTime());
    HashStock stock =
        new HashStock(
            storage.transactions(),
            pool,
            storage.keys().derived(Derived.STAND_INS),
            new HashStock.Background(
                work -> Thread.ofVirtual().name("hash-stock").start(work), outside.nanoTime()));
    return new Hashing(
        pool,
        forms,
        stock,
        keys.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().scheme())));
  }

  /**
   * Looks whether the settings have the keys of all hashes that are kept, and begins to count
   * these.
   *
   * @throws Foundation.UnusableException for a key that is missing, with its name
   */
  void begin(Transactions transactions) {
    for (String form : transactions.read(stores -> stores.passwords().forms())) {
      stock.refresh();
      int blank = form.indexOf(' ');
      String scheme = form.substring(0, Math.max(blank, 0));
      String key = form.substring(blank + 1);
      boolean missing = !key.equals(Password.NO_KEY) && !scheme.equals(keys.get(key));
      if (missing && transactions.<Boolean>read(stores -> stores.passwords().has(form))) {
        throw new Foundation.UnusableException(
            "passwords are kept as "
                + scheme
                + " under the key "
                + key
                + ": the setting foreign-hashes."
                + key
                + " is missing or of another scheme, and their people could not sign in");
      }
      if (missing) {
        // Everybody has signed in since.
        transactions.write(
            stores -> {
              stores.passwords().forget(form);
              return form;
            });
      }
    }
  }
}
