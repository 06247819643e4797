/**
 * Whole databases on their way: backup, restore, and the move from SQLite to PostgreSQL. Owns the
 * copying of every table, the checksums by which two databases are compared, and the mark of a move
 * that is not finished. It knows rows and tables, and of what is in them only what must change when
 * time was lost: ids that may have been drawn, and keys that were sealed.
 */
package vestibule.store.transfer;
