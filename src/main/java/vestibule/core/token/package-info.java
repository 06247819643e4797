/**
 * What a client holds to show who it is: JWTs that renew themselves (documents A and B), pairs of
 * access and refresh JWTs (document C), opaque keys (documents D and E). Owns their claims, times
 * and judgement. It leaves signatures to {@code crypto}, and cookies and headers to {@code
 * contracts}.
 */
package vestibule.core.token;
