/**
 * What the core is about: accounts and people, the strings that name them, addresses, sessions,
 * mails, rights, and doors. Values alone, with the rules of their form; nothing here reads or
 * writes anything.
 */
package vestibule.core.model;
