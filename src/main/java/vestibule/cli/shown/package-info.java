/**
 * Owns how accounts and all that is kept of them are printed, for people and for programs. It
 * leaves finding them to the commands, and what may be told to the core.
 */
package vestibule.cli.shown;
