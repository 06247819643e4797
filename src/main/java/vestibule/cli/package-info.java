/**
 * The command line for operators: one file a command, each with {@code --help} and {@code --json}.
 * It owns reading arguments and printing; what happens is the core's. It works on the database of a
 * running server, which follows within a second. No secret is ever an argument.
 */
package vestibule.cli;
