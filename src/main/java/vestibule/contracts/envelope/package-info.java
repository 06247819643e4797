/**
 * Contract B, {@code docs/contracts/b-user_account-envelope.rst}: {@code /api/*}, the older form of
 * A, and {@code GET /}.
 *
 * <p>Its quirks: every answer is an envelope {@code {"data": …, "msg": …, "status": "OK"|"ERR"}},
 * keys in alphabetical order; what goes wrong within the document's rules is HTTP 200; some texts
 * end in a full stop and others do not; a log-out answers the status {@code "1234"}.
 *
 * <p>Owns these paths and their words. Leaves to {@code contracts} what it shares with A: reading
 * bodies, tokens and cookies, which are the same and work at both. No endpoint that writes asks for
 * a token, so there is no check of {@code X-CSRF-TOKEN} (docs/contracts B.0).
 */
package vestibule.contracts.envelope;
