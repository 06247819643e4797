/**
 * The deletion of accounts: asked for by whom they belong to, taken back by a mailed link, and done
 * when its time has come. It leaves what operators delete to {@code administration}.
 */
package vestibule.core.departure;
