package vestibule.contracts;

import vestibule.core.challenge.Purpose;
import vestibule.core.refusal.Refusal;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Response;

/** Tells clients that know of challenges, beside the words of a contract, that one is wanted. */
final class Wanted {

  private Wanted() {}

  static Response with(Response answer, Refusal refusal) {
    if (refusal instanceof Refusal.RegistrationChallenge) {
      return ChallengeHeaders.wanted(answer, Purpose.REGISTRATION.word());
    }
    return refusal instanceof Refusal.AttemptChallenge
        ? ChallengeHeaders.wanted(answer, Purpose.ATTEMPT.word())
        : answer;
  }
}
