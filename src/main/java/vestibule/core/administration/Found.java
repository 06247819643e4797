package vestibule.core.administration;

import vestibule.core.model.Person;

/**
 * An account that an operator named.
 *
 * @param proven false when it was named by an address that nobody has confirmed: everybody may have
 *     registered with that
 */
public record Found(Person person, boolean proven) {}
