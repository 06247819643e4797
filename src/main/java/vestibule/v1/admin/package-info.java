/**
 * {@code /v1/admin}: what operators see and do over the network. Nobody else finds any path here.
 * It does what the commands do, by the same use cases, and leaves who may to {@code core.operator}.
 */
package vestibule.v1.admin;
