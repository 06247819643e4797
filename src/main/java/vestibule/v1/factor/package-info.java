/**
 * {@code /v1/account/factors}: the second factors of the caller's own account, and what devices are
 * told about passkeys. It leaves the sign-in that asks for a factor to {@code v1.session}.
 */
package vestibule.v1.factor;
