/**
 * The protocol: bytes to requests, paths to handlers, faults to the words of the surface they
 * concern.
 *
 * <p>Owns limits of size and time, smuggling, cookies, CORS, routing. Knows nothing of accounts,
 * and leaves every body but the 404 to the surfaces, and the content of bodies to the package
 * {@code body}. Only {@code Listener}, {@code Incoming} and {@code Connections} know Helidon.
 */
package vestibule.http;
