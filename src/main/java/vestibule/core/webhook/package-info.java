/**
 * Webhooks: where other systems are told of events, what is owed to each, and in which order and
 * how often it is tried. It leaves the network to {@code vestibule.webhook}, and what an event says
 * to {@code core.event}.
 */
package vestibule.core.webhook;
