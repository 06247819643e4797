/**
 * Vestibule for applications with Spring Security: who calls, by one of four checks, and what they
 * may do as authorities. It owns the checks and their settings. It leaves to applications which
 * route wants what.
 */
package vestibule.spring;
