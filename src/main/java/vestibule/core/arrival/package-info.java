/**
 * Owns how people come in from another system: by which names and addresses, under which ids, and
 * what a second import changes. It leaves reading their rows to {@code moving}, and their hashes to
 * {@code core.password}.
 */
package vestibule.core.arrival;
