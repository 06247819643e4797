/**
 * Passwords: what a new one must be, where its hash is kept, changing and resetting it. Owns the
 * order in which a change happens (hash first, then one unit of work that looks again) and what a
 * reset ends. It leaves the hash itself to {@code crypto} behind {@link
 * vestibule.core.password.PasswordHashing}.
 */
package vestibule.core.password;
