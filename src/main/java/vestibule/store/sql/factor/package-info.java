/**
 * The rows of second factors, in the SQL that both databases run. It leaves what they mean to
 * {@code core.factor}.
 */
package vestibule.store.sql.factor;
