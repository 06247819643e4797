/** The values of second factors. It leaves what proves them to {@code core.factor}. */
package vestibule.core.model.factor;
