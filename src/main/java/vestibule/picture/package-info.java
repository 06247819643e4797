/**
 * Pictures that strangers send, and what is made of them. Owns the formats, the bounds on what is
 * decoded, and all use of ImageIO and AWT. Whose a picture is and where it lies is {@code
 * core.avatar}'s.
 */
package vestibule.picture;
