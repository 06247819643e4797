/**
 * People who are not here yet and sign in all the same: the system that they come from is asked.
 *
 * <p>Owns whether it is asked, that an answer takes over nobody, and that the time of a refusal
 * does not tell who is here already. How it is asked over the network is {@code vestibule.hook}'s;
 * how somebody comes in is {@code core.arrival}'s.
 */
package vestibule.core.hook;
