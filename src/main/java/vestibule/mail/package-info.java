/**
 * Sends the mails of the outbox. Owns the worker threads, the ways out (SMTP, and a folder for
 * machines without a mail server), MIME, what an SMTP reply means, and when nothing can be sent
 * (decision 19). It leaves to {@code core.delivery} which mail is due, who may send it and how a
 * failed one is tried again; to {@code vestibule.mail.message} what a mail says.
 */
package vestibule.mail;
