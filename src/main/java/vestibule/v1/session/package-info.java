/**
 * {@code /v1/sessions}: signing in, going on, and the sessions of all doors to be looked at and
 * ended. It leaves what a client holds to {@code core.token}, and who asks to {@code v1.caller}.
 */
package vestibule.v1.session;
