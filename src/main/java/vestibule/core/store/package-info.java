/**
 * What the core asks of a database: a unit of work, and one interface for each kind of row. How
 * rows are kept is {@code vestibule.store}'s.
 */
package vestibule.core.store;
