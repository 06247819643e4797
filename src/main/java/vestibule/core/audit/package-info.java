/**
 * The audit trail: what happened to accounts, written in the unit of work that did it. It leaves
 * sealing the trail and shipping it away to {@code ops}. A refused attempt writes nothing here; the
 * request's log line tells of it.
 */
package vestibule.core.audit;
