/**
 * What is asked of a database about the pictures of people. It leaves how one is made to {@code
 * picture}.
 */
package vestibule.core.store.avatar;
