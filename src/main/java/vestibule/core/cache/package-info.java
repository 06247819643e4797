/**
 * What a node remembers between requests. It owns the accounts with their addresses, rights and
 * sessions, trusted only while the change feed is read (decision 11), and the times of sessions'
 * last uses (decision 8). It leaves to {@code core.token} what a token is worth by that.
 */
package vestibule.core.cache;
