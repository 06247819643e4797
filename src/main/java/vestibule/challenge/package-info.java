/**
 * Who judges what clients answer to a challenge: this server, by a proof of work, or a provider
 * that is asked over the network.
 *
 * <p>Owns how answers are written and how providers are asked. When a challenge is asked for, what
 * makes a solution right and that it is spent once is {@code core.challenge}'s.
 */
package vestibule.challenge;
