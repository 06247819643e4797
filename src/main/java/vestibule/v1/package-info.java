/**
 * The paths of our own under {@code /v1}, which take the credentials of every door. Their form is
 * {@code v1.form}'s, and who asks {@code v1.caller}'s.
 *
 * <p>It leaves every rule to {@code core}, and knows no contract.
 */
package vestibule.v1;
