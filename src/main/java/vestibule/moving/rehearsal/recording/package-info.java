/**
 * Owns what was recorded at an old server: the two forms of recordings, and the requests and
 * answers in them. It leaves what is done with them to {@code moving.rehearsal}.
 */
package vestibule.moving.rehearsal.recording;
