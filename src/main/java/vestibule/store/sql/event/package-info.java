/**
 * The SQL of what other systems are told. It leaves transactions to {@code store.engine}, and all
 * other statements to {@code store.sql}.
 */
package vestibule.store.sql.event;
