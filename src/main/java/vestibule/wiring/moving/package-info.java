/**
 * What an import needs beside the core: the database of another system, and the lease by which one
 * import runs at a time. It reads no rows and lets nobody in: those are {@code moving} and {@code
 * core.arrival}.
 */
package vestibule.wiring.moving;
