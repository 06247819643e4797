/**
 * The dialect of documents C and D, whose systems ran on Django REST framework: fields and their
 * errors, and Django's validators. What a route answers is left to each contract.
 */
package vestibule.contracts.django;
