/**
 * Owns which systems an import knows, and what each can be read from. It leaves the reading to
 * {@code vestibule.moving}, and the command to {@code vestibule.cli}.
 */
package vestibule.cli.source;
