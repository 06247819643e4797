/**
 * The pages of everybody who has an account: signing in, registering, a forgotten password, and
 * {@code /me}. It reads forms, asks the core's use cases and draws pages; what may be done is for
 * {@code core} to say, and what mails' links open is in {@code web}.
 */
package vestibule.web.account;
