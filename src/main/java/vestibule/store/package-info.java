/**
 * SQL, and nothing else: what the server wires of it. Owns the core's units of work and ids on a
 * database, and the housekeeping of its rows; {@code store.engine} runs transactions, {@code
 * store.sql} keeps the records. It leaves every rule, refusal and decision to the core, and knows
 * no HTTP, JSON or mail.
 */
package vestibule.store;
