/**
 * The dialect of documents A and B, whose systems ran on Flask: how bodies are read, and the
 * cookies and sentences of Flask-JWT-Extended. What a route answers is left to each contract.
 */
package vestibule.contracts.flask;
