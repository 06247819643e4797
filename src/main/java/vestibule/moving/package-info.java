/**
 * Owns the reading of other systems' exports and databases, the maps that say what their columns
 * mean, and the report. It leaves who may come in to {@code core.arrival}.
 */
package vestibule.moving;
