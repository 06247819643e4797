/**
 * Accounts and the strings that name them. Owns what an account is, how names and addresses are
 * compared, registration, the profile and the account's status, and how a person is packed for
 * memory. It leaves addresses and their proof to {@code core.email}, passwords to {@code
 * core.password}, and what a node remembers of accounts to {@code core.session}.
 */
package vestibule.core.account;
