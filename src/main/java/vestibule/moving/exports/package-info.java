/**
 * Owns what the exports and tables of other account servers look like, and makes lines of our own
 * form of them. It leaves judging those to {@code moving}, and hashes to {@code core.password}.
 */
package vestibule.moving.exports;
