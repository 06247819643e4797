/**
 * Beginning and ending sessions: every sign-in, through whichever door, is one. What the client
 * holds is {@code core.token}'s, what a node remembers of them {@code core.cache}'s.
 */
package vestibule.core.session;
