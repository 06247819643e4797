/**
 * Groups, roles and permissions. Groups grant nothing; a role carries permissions; an account has
 * its own permissions and those of its roles (docs/contracts E.0, F). Who may change them is left
 * to those who call.
 */
package vestibule.core.rights;
