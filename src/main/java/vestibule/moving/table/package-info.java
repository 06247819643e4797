/**
 * Owns the reading of tables by a map that says what their columns mean. It leaves what becomes of
 * a person's line to {@code moving}.
 */
package vestibule.moving.table;
