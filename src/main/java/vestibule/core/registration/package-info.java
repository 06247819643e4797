/**
 * Registering: an account, its first address and password, the mail that asks to prove the address,
 * and the first session where a door begins one. It leaves the sending of the mail to the outbox.
 */
package vestibule.core.registration;
