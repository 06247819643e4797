/**
 * The life of an account at our own API: registering, confirming, choosing a new password, what the
 * account says of its person, its addresses, all that is kept of it, and its end. It leaves every
 * rule to {@code core}, and sessions to {@code v1.session}.
 */
package vestibule.v1.account;
