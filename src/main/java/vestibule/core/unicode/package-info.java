/**
 * What Java does not know of Unicode: the forms of domain names in mail, simple case folding,
 * invisible characters. The only room of the core that uses a library (decision 17). It leaves it
 * to others which texts may be names or addresses.
 */
package vestibule.core.unicode;
