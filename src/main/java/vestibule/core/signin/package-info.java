/**
 * Signing in and out. Owns who may come in at a door with which log-in string and password, at
 * equal cost for every failure. It leaves sessions to {@code core.session} and what the client then
 * holds to {@code core.token}.
 */
package vestibule.core.signin;
