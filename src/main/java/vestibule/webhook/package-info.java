/**
 * How events get to webhooks over the network: the signed call, to an address that was judged, and
 * the worker that makes the calls. It leaves what is owed, in which order and how often it is tried
 * to {@code core.webhook}.
 */
package vestibule.webhook;
