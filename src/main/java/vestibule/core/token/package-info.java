/**
 * What a client holds to show who it is: signed tokens that renew themselves, pairs of access and
 * refresh tokens, opaque keys. Owns their times and judgement. It leaves the names of claims to the
 * format that a door hands over, signatures to {@code crypto}, and cookies and headers to {@code
 * contracts}.
 */
package vestibule.core.token;
