package vestibule.core.administration;

import vestibule.core.address.AddressCare;
import vestibule.core.factor.Factors;
import vestibule.core.model.Visit;
import vestibule.core.reset.Resets;
import vestibule.core.rights.RightsAdministration;

/**
 * What one operator does, each in their own name: the audit trail says it, and each unit of work
 * judges them once more.
 *
 * @param mailing the door whose links an operator's mails carry
 */
public record OperatorActs(
    Administration accounts,
    Resets resets,
    AddressCare addresses,
    Factors factors,
    RightsAdministration rights,
    Visit mailing) {}
