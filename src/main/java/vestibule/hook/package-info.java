/**
 * The first-log-in hook: how the system that people come from is asked over the network.
 *
 * <p>Owns the question as it is signed and sent, and how an answer is read. When it is asked, and
 * what an answer is worth, is {@code core.hook}'s.
 */
package vestibule.hook;
