/**
 * What a database is asked for operators over the network: looks that an index answers. Leaves what
 * commands look up to {@code store.RecordStore}.
 */
package vestibule.core.store.operator;
