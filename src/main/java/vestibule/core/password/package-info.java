/**
 * Passwords: what a new one must be, whether one is right, and changing it. Owns the order in which
 * a change happens (hash first, then one unit of work that looks again). It leaves the hash itself
 * to {@code crypto} behind {@link vestibule.core.password.PasswordHashing}.
 */
package vestibule.core.password;
