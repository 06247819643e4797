/**
 * The paths of our own under {@code /v1}: JSON, errors as {@code application/problem+json} (RFC
 * 9457) with a {@code code} that never changes, lists by keyset, ids as decimal texts, times by RFC
 * 3339. It takes the credentials of every door.
 *
 * <p>Owns that form and who may ask by which credential. It leaves every rule to {@code core}, and
 * knows no contract: what it must know of their credentials it is handed.
 */
package vestibule.v1;
