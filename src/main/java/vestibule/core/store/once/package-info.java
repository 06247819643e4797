/**
 * What is asked of a database about things that are done once: solutions that were spent, and
 * answers to requests that come once more. It leaves what they are to those who ask.
 */
package vestibule.core.store.once;
