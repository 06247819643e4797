/**
 * Contract A, {@code docs/contracts/a-user_account.rst}: {@code /user_account/*}, and the same
 * under {@code /api/user_account/*}, where later front-ends reach it through their proxy.
 *
 * <p>Its quirks: answers are {@code {"msg": …}} with keys in alphabetical order; an expired token
 * is 403; a token counts from a header or a cookie, and one from a cookie is renewed near its end;
 * a password reset is refused to people who are signed in already.
 *
 * <p>Owns what its document says otherwise than B's. Leaves the contract to {@code
 * contracts.flask}. The check of {@code X-CSRF-TOKEN} binds writes that a cookie authenticates
 * (docs/contracts A.0-7). Of the document's, two answer 403 to every good token (docs/contracts
 * O-8); the third is the log-out, a GET, which asks for the value only where another site's page
 * makes the request.
 */
package vestibule.contracts.useraccount;
