/**
 * What each node tells operators of itself: how it is, what it counted in each hour, whom limits
 * struck. It is written in batches, and a node that cannot write it goes on. Leaves to whoever
 * builds the node where the counts come from, and to {@code administration} who may see them.
 */
package vestibule.core.node;
