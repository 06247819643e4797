package vestibule.core.administration;

import vestibule.core.arrival.ImportReports;
import vestibule.core.ring.KeyRotation;
import vestibule.core.service.Services;
import vestibule.core.webhook.Webhooks;

/** What one operator does with what belongs to all, in their own name. */
public record SystemActs(
    MailCare mails,
    Webhooks webhooks,
    Services services,
    KeyRotation keys,
    ImportReports imports,
    LimitCare limits) {}
