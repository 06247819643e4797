/**
 * What operators look up: an account by what they call it, all that is kept of one, and the audit
 * trail. It only reads; what operators change is {@code core.account}'s and {@code core.rights}'.
 */
package vestibule.core.records;
