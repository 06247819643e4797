/**
 * What is asked of a database about second factors: those that accounts have, and the codes that
 * stand in for a lost one. It leaves what proves them to {@code core.factor}.
 */
package vestibule.core.store.factor;
