/**
 * Tests against a real Vestibule: an extension of JUnit that starts servers in test mode and hands
 * them to tests, with their mails and their clock. It owns the processes and their end. It leaves
 * the calls of the API to whichever client a test uses.
 */
package vestibule.junit;
