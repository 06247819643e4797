package vestibule.core.registration;

import vestibule.core.challenge.Challenges;
import vestibule.core.limit.Limits;

/** What somebody passes who registers by themselves: who may, how often, and by what challenge. */
public record Entrance(Admission admission, Limits limits, Challenges challenges) {}
