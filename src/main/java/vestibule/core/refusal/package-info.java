/**
 * Why the core says no: in its own words, without status or text, for a surface to word. Sayable
 * tells which texts of a throwable may be shown or logged at all.
 */
package vestibule.core.refusal;
