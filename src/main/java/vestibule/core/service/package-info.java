/**
 * Programs that ask by credentials of their own: made and changed by operators, and judged when
 * they ask. What they are told is left to who they ask.
 */
package vestibule.core.service;
