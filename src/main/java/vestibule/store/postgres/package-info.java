/**
 * PostgreSQL, and what speaks its protocol: owns the pool of connections, the settings that each of
 * them must have, transactions and their repetition, and the question whether a COMMIT whose answer
 * was lost has succeeded. What a database is to the rest stands in {@code store.engine}.
 */
package vestibule.store.postgres;
