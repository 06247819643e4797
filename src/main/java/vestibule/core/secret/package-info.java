/**
 * Secrets that others hold: keys and mailed codes, drawn at random and kept as digests, and the
 * keys that tokens are signed with, sealed. It leaves what a token says to {@code core.token}, and
 * the ciphers to {@code crypto}.
 */
package vestibule.core.secret;
