/**
 * The pictures of people: made anew of what they send, kept and shown. It leaves how a picture is
 * read to {@code picture}.
 */
package vestibule.core.avatar;
