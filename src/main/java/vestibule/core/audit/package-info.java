/**
 * The audit trail beside what changes accounts: attempts that were refused, and the signed seals
 * over all events. It leaves the writing of events to {@code core.change}.
 */
package vestibule.core.audit;
