/**
 * How often something may be tried: failed sign-ins, wrong codes, mails, registrations, questions
 * for names.
 *
 * <p>Owns the counters of this node, what they mean, and that nodes tell each other of them. Holds
 * nobody up: who comes too early is told when to come again. What is counted is told by the use
 * cases, what a refusal looks like is the contracts'.
 */
package vestibule.core.limit;
