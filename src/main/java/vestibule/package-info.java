/**
 * Where the program begins: picks a command, reads the configuration, builds every object once by
 * hand. It owns no rule of the product, no protocol and no SQL: those live in the packages below,
 * and only this one and {@code cli} see them all.
 */
package vestibule;
