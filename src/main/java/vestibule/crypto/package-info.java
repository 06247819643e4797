/**
 * The cryptography behind core's ports: password hashes by libsodium on a pool of their own, signed
 * tokens, secrets sealed under the master key.
 *
 * <p>Owns every algorithm, parameter and byte layout, the native library and the master key file.
 * Leaves to core what is hashed, signed or sealed, when, and for how long it holds; SHA-256 and
 * HMAC of short texts are in {@code vestibule.core.secret.Digests}. Knows no account, database or
 * request.
 */
package vestibule.crypto;
