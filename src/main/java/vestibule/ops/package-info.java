/**
 * What an operator sees of the server: the log, probes and metrics; and the chores that repeat. It
 * owns how these are delivered without ever holding a request up. What is worth logging or counting
 * is decided where it happens, and which settings exist is decided by {@code vestibule.config}.
 */
package vestibule.ops;
