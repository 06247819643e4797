/**
 * What is asked of a database about the programs that have credentials of their own. Who may ask
 * for what with them is {@code core.service}'s to judge.
 */
package vestibule.core.store.service;
