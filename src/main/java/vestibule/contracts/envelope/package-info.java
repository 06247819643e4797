/**
 * Contract B, {@code docs/contracts/b-user_account-envelope.rst}: {@code /api/*}, the older form of
 * A, and {@code GET /}.
 *
 * <p>Its quirks: every answer is an envelope {@code {"data": …, "msg": …, "status": "OK"|"ERR"}},
 * keys in alphabetical order; what goes wrong within the document's rules is HTTP 200; some texts
 * end in a full stop and others do not; a log-out answers the status {@code "1234"}.
 *
 * <p>Owns what its document says otherwise than A's, and {@code GET /}. Leaves the contract to
 * {@code contracts.flask}; tokens and cookies of the two work at both. No endpoint that writes asks
 * for a token, so there is no check of {@code X-CSRF-TOKEN} (docs/contracts B.0).
 */
package vestibule.contracts.envelope;
