/**
 * What is asked of a database about sign-ins by a mailed code. It leaves who is let in to {@code
 * core.signin}.
 */
package vestibule.core.store.signin;
