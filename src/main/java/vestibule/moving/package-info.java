/**
 * Owns the reading of other systems' people: places and rows, the lines of our own form that they
 * become, and the report. It leaves maps of tables to {@code moving.table}, and who may come in to
 * {@code core.arrival}.
 */
package vestibule.moving;
