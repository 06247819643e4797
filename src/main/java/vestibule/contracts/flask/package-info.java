/**
 * Documents A and B, whose systems ran on Flask, as the one contract that they are: its routes,
 * bodies and refusals, and the cookies and sentences of Flask-JWT-Extended. The shape of an answer,
 * and whatever else the two tell apart, is left to their wordings.
 */
package vestibule.contracts.flask;
