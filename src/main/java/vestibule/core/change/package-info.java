/**
 * The one way to change an account: under its lock, judged again, with its audit event and a row of
 * the change feed in the same unit of work. It leaves what is changed to the use cases.
 */
package vestibule.core.change;
