/**
 * What other systems are told of accounts: which changes are events, the order in which all are
 * read, and how they are shown. It leaves the sending to {@code webhook}.
 */
package vestibule.core.event;
