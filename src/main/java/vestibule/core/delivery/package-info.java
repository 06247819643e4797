/**
 * What becomes of a mail that is owed: leased by one worker, given its code, tried again, given up,
 * or come back. Under strict privacy also who gets what anybody may ask for.
 */
package vestibule.core.delivery;
