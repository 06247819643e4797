/**
 * An application that asks Vestibule who calls it, or believes the proxy that has asked. It owns
 * three routes; how callers are found out is left to {@code vestibule.check}.
 */
package vestibule.example;
