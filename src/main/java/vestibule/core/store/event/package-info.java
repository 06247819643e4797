/**
 * What is asked of a database to tell other systems of accounts: events, their positions, and to
 * which webhooks they are owed. It leaves who gives positions and who sends to {@code core.event}
 * and {@code core.webhook}.
 */
package vestibule.core.store.event;
