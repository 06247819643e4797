package vestibule.v1.admin;

import vestibule.core.administration.AccountSearch;
import vestibule.core.administration.Records;

/** What operators look at. */
public record AdminUseCases(AccountSearch search, Records records) {}
