/**
 * Owns how accounts and all that is kept of them are printed, for people and for programs, the
 * words for what the core refuses, and how far a long command has come. It leaves finding accounts
 * to the commands, and what may be told to the core.
 */
package vestibule.cli.shown;
