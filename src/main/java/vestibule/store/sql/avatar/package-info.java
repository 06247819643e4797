/**
 * The rows of the pictures of people, in the SQL that both databases run. It leaves how one is made
 * to {@code picture}.
 */
package vestibule.store.sql.avatar;
