/**
 * Resetting a forgotten password by a mailed code, and what such a reset ends (docs/contracts A.3,
 * A.6). Changing a password that is known is {@code core.password}'s.
 */
package vestibule.core.reset;
