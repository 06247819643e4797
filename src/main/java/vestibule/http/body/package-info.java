/**
 * The content of bodies: JSON written from records, JSON and forms read into {@link
 * vestibule.http.body.Fields}.
 *
 * <p>Owns the syntax and its bounds. Leaves to {@code vestibule.http} how bytes come and go, and to
 * each contract what a field means and how a refusal is worded.
 */
package vestibule.http.body;
