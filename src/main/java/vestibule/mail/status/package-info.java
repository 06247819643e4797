/**
 * What mail systems say about a mail: enhanced status codes (RFC 3463) and the reports of mails
 * that came back (RFC 3464). Owns reading them and what they tell about a recipient; it leaves to
 * {@code vestibule.mail} and {@code core.delivery} what follows.
 */
package vestibule.mail.status;
