/**
 * Who is it? For programs behind this server: {@code GET /v1/whoami} in one shape for the
 * credentials of all doors, and {@code GET /v1/auth} for proxies that ask before they let a request
 * by. It leaves who is known by what to {@code v1.caller}.
 */
package vestibule.v1.auth;
