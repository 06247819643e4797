/**
 * The programs that ask by credentials of their own, as values: who they are and what they may ask.
 * Making and judging them is {@code core.service}'s.
 */
package vestibule.core.model.service;
