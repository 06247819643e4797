/**
 * Challenges: what a client has to solve before it registers, or tries again after many failures.
 *
 * <p>Owns when one is asked for, the puzzles of our own, and that each solution is spent once. How
 * an answer is written and whom else it is shown to is {@code vestibule.challenge}'s; what a client
 * is told is the contracts'.
 */
package vestibule.core.challenge;
