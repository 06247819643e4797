/**
 * Mails that are owed: drawn up, and queued in the unit of work that caused them. Rendering and
 * sending are {@code vestibule.mail}'s; who gets a queued mail, and with what code, is {@code
 * core.delivery}'s.
 */
package vestibule.core.outbox;
