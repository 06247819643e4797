/**
 * The statements about programs that have credentials of their own. Everything else of the database
 * is {@code store.sql}'s.
 */
package vestibule.store.sql.service;
