/**
 * Pages for people, in English and Russian: what this server is, the forms that links in mails lead
 * to, the files that pages are made of, and, where no mail server is set, the mails of the data
 * folder. And the one request that no contract has: a new confirmation mail.
 *
 * <p>Owns what pages look like and the headers that keep them safe: they load nothing from
 * elsewhere, run no script but their own file, and tell nobody their address, which may hold a
 * code. It leaves every rule to {@code core}, and new passwords to the contracts, which the forms
 * post to.
 */
package vestibule.web;
