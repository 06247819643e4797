/**
 * Requests that a client sends once more because it has heard no answer: the first one is done, and
 * what was answered to it is kept for a day and answered again. It leaves to its callers what a
 * request is, who may send one, and which answers are worth keeping.
 */
package vestibule.core.repeat;
