/**
 * E-mail addresses: several for an account, one of them primary, each unproven until its owner
 * follows a link. Owns claiming, confirming, giving up and handing over addresses (docs/contracts
 * 0.11, D.4, D.5). It leaves the mails to {@code core.outbox} and what a valid spelling is at one
 * door to that contract.
 */
package vestibule.core.address;
