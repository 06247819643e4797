/**
 * The database engine: owns connections, transactions and their COMMITs, ids, migrations, and the
 * reading of the change feed. It knows no table but its own two (id_block, change) and leaves what
 * is kept to {@code store.sql}.
 */
package vestibule.store.engine;
