/**
 * Where the program begins. It owns the process: its locale, its log, what it says when it cannot
 * go on. What a command does is {@code cli}'s.
 */
package vestibule;
