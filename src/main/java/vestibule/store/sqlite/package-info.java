/**
 * SQLite as the embedded database: owns its file, its one writer with group commit, its reading
 * connections and their prepared statements. What a database is to the rest stands in {@code
 * store.engine}.
 */
package vestibule.store.sqlite;
