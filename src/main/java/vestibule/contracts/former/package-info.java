/**
 * What the tokens of other libraries claim that let people in who came from an installation before:
 * which kinds there are, and which are for another use. A file a library; what holds for the tokens
 * of all is left to {@code core.former}.
 */
package vestibule.contracts.former;
