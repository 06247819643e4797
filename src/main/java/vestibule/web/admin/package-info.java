/**
 * The console: pages at {@code /admin} for those who look after others' accounts. Nobody else finds
 * any path here. It does what {@code /v1/admin} does by the same use cases, and leaves the frame,
 * the cookie and the proof of forms to {@code web.account}.
 */
package vestibule.web.admin;
