/**
 * What operators do: look accounts up, see all that is kept of one, disable, enable, delete, end
 * sessions; and the end of accounts that nobody ever signed in to. It leaves groups, roles and
 * permissions to {@code core.rights}.
 */
package vestibule.core.administration;
