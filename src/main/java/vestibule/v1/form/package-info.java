/**
 * The form that all of our own API has: problems (RFC 9457) with what is wrong with single fields,
 * the bodies of requests, lists by keyset, times and ids as texts, and requests that are sent once
 * more. It leaves what is asked and answered to the packages of the paths, and who asks to {@code
 * v1.caller}.
 */
package vestibule.v1.form;
