/**
 * The SQL of what nodes tell operators of themselves. Leaves all other rows to {@code store.sql}.
 */
package vestibule.store.sql.node;
