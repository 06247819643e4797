/**
 * Files that the program carries inside its jars and the machine needs on disk: its native
 * libraries. It owns where they are put and when what lies there may be trusted; which file a
 * machine needs is for whoever loads it.
 */
package vestibule.core.packed;
