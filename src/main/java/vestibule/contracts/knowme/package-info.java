/**
 * Document D, {@code d-account.rst}: the accounts of the Know Me API, each with several e-mail
 * addresses, one of them primary. Its callers hold a key of 40 hex digits, sent as {@code
 * Authorization: Token}; tokens of A, B and C are taken too.
 *
 * <p>Its quirks: people who are not let in get 403 and never 401; a bad key is refused on public
 * routes as well; an address is confirmed by its key and the password together, and nobody signs in
 * by an unconfirmed one; removing the primary address is a 409 whose text is no list; items of the
 * list of addresses have four keys, an address by itself has five (docs/contracts O-4). {@code
 * /auth/register/} and {@code /auth/login/} are not in the document, but no client could start
 * without them (docs/contracts O-6).
 */
package vestibule.contracts.knowme;
