/**
 * Parsers of ours under inputs that nobody thought of. Owns the list of targets, what plays their
 * kept inputs in every run of the tests, and what a coverage-guided fuzzer calls. A target stands
 * beside the parser that it tries, as many of these are seen in their package alone.
 */
package vestibule.fuzz;
