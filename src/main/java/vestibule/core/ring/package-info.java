/**
 * The life of signing keys: they are made, begin to sign, give way to the next one, and end; and
 * the change of the master key that they are sealed with. It leaves what is signed to {@code
 * core.token}, what a node knows of the keys to {@code core.secret}, and the algorithms to {@code
 * crypto}.
 */
package vestibule.core.ring;
