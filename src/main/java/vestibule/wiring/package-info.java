/**
 * Builds every object of the program once, by hand, from what it needs: of a server, and of a
 * command beside one. It owns no rule of the product, no protocol and no SQL: those live in the
 * packages below.
 */
package vestibule.wiring;
