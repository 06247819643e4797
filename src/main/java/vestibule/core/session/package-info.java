/**
 * Sessions: every sign-in, through whichever door, is one. Owns their life, their ends, and what a
 * node remembers of accounts and sessions between requests. What the client holds is {@code
 * core.token}'s.
 */
package vestibule.core.session;
