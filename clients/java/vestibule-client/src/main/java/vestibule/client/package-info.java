/**
 * A client of Vestibule's own API, {@code /v1}: everything that a person does with an account, and
 * what a back end asks about its callers. It owns the calls, their bodies as records, the tokens of
 * a session and their renewal, and the verification of access tokens. It leaves to others where
 * tokens are kept ({@link vestibule.client.TokenStore}) and what a web framework makes of it.
 */
package vestibule.client;
