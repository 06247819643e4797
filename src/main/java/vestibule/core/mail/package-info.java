/**
 * The outbox: mails that are owed, queued in the unit of work that caused them. Owns what a queued
 * mail is, who may send it, and how a failed one is tried again. Rendering and sending are {@code
 * vestibule.mail}'s.
 */
package vestibule.core.mail;
