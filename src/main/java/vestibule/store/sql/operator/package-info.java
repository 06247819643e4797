/**
 * The SQL of what operators look for over the network. Leaves all other rows to {@code store.sql}.
 */
package vestibule.store.sql.operator;
