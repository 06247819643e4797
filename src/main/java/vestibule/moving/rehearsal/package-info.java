/**
 * Owns the rehearsal of a move: recordings of requests to the old server, their replay at a server
 * of ours, the matching of what must differ (ids, times, tokens) and the report of what does. It
 * leaves the server to its caller.
 */
package vestibule.moving.rehearsal;
