/**
 * Password hashes that other systems made: reads them in the forms of the libraries that wrote them
 * and verifies passwords against them. Owns what each form looks like, its bounds and the form in
 * which it is kept. It leaves threads and turns to the hashing pool, and what becomes of a hash
 * whose password was right to the core.
 */
package vestibule.crypto.foreign;
