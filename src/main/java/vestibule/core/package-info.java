/**
 * What the product does: the account core, free of HTTP, SQL, JSON and SMTP. This package owns the
 * words that every part of the core shares: a refusal, a unit of work, a door. It leaves the
 * protocol to {@code http}, the wording of answers to {@code contracts}, and the keeping of rows to
 * {@code store}.
 */
package vestibule.core;
