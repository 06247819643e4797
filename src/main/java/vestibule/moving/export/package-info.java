/**
 * Owns the writing of people in our own form, which {@code vestibule import jsonl} reads. It leaves
 * reading them from one moment of a database to {@code store.sql}.
 */
package vestibule.moving.export;
