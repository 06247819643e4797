/**
 * The picture of a person as a value. It leaves how one is made and kept to {@code core.avatar}.
 */
package vestibule.core.model.avatar;
