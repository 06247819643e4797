/**
 * What the program writes to disks is for its owner alone: owns the modes of files and folders, of
 * those too that were there before. Whose folder holds what is decided by whoever writes there.
 */
package vestibule.core.disk;
