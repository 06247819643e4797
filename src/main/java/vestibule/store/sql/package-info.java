/**
 * The stores: one class for each noun of the core, its statements beside its methods. Owns how a
 * record lies in its columns. It leaves every rule to the core, connections and transactions to
 * {@code store}'s engine, and the tables themselves to {@code db/migration}.
 */
package vestibule.store.sql;
