/**
 * Document C, {@code c-accounts-app.md}: the accounts of a Django chat application, by
 * djangorestframework-simplejwt. A refresh token of ten days makes access tokens of one day, which
 * come back as {@code Authorization: Bearer}.
 *
 * <p>Its quirks: rules that a new password breaks come under {@code error}, and only when every
 * field is fine; an access token carries the {@code iat} of its refresh token; the confirmation
 * link answers JSON at a path that the document does not name (docs/contracts O-9); {@code
 * username} stands in for {@code email} at log-in.
 */
package vestibule.contracts.chat;
