/**
 * The commands on accounts, their sessions, their rights and their trail. An operator names an
 * account without doubt or is refused; what happens then is the core's.
 */
package vestibule.cli.account;
