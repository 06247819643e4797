/**
 * One-time codes that mails carry: to confirm an address, to reset a password, to disown an
 * address. Owns their life: drawn when the mail is rendered, found by hash, spent once, void when
 * overtaken. What following one does is decided by {@code core.email} and {@code core.password}.
 */
package vestibule.core.code;
