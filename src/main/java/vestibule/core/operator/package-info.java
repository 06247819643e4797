/**
 * Who acts on other people's accounts over the network: by which permission, and what each lets
 * them do. It leaves to the use cases what is done, and to the surfaces who is let in.
 */
package vestibule.core.operator;
