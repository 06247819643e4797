/**
 * What devices sign for passkeys, read and verified by WebAuthn4J. It leaves whose they are, and
 * that nothing is taken twice, to {@code core.factor}.
 */
package vestibule.passkey;
