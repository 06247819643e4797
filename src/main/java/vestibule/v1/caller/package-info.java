/**
 * Who asks at our own API: the credentials of every door, and what a browser's cookie must come
 * with before it changes anything. It knows no contract: what it must know of their credentials it
 * is handed, and it leaves their judgement to {@code core.token}.
 */
package vestibule.v1.caller;
