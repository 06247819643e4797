/**
 * The rows of sign-ins by a mailed code, in the SQL that both databases run. It leaves what they
 * mean to {@code core.signin}.
 */
package vestibule.store.sql.signin;
