/**
 * What programs beside this server ask by credentials of their own, and who they are. Whose a token
 * is stays with {@code v1.caller}, and the credentials with {@code core.service}.
 */
package vestibule.v1.service;
