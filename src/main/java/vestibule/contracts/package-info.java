/**
 * The five published contracts, a folder each, and here what several of them share: how a refusal
 * of the core reaches a contract's words, and who is at the door.
 *
 * <p>A contract owns its paths, its bodies and its wording, and imports no other contract. It
 * leaves every rule of the product to {@code core} and every rule of the protocol to {@code http}.
 */
package vestibule.contracts;
