/**
 * What a database is asked for what nodes tell operators of themselves: how they are, what they
 * counted in each hour, whom limits struck. Leaves what nodes tell each other of used limits to
 * {@code store.LimitUseStore}.
 */
package vestibule.core.store.node;
