/**
 * Looking an account up, and changing what it says of its person. Addresses are {@code
 * core.address}'s, passwords {@code core.password}'s.
 */
package vestibule.core.profile;
