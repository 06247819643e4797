/**
 * SQL, and nothing else: owns the database engine (connections, transactions, ids, migrations, the
 * change feed) and the stores that implement the core's interfaces. Leaves every rule, refusal and
 * decision to core, and knows no HTTP, JSON or mail.
 */
package vestibule.store;
