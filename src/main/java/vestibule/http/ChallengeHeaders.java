package vestibule.http;

/** How a challenge is asked for and answered: beside every contract, in headers of our own. */
public final class ChallengeHeaders {

  /** Carries a client's answer. */
  public static final String ANSWER = "Vestibule-Challenge";

  /** Tells a refused client that an answer is wanted, and where it gets a challenge. */
  public static final String WANTED = "Vestibule-Challenge-Wanted";

  /** Where challenges are. */
  public static final String PATH = "/v1/challenge";

  private ChallengeHeaders() {}

  /** The answer of a refusal, for pages of other origins to read too. */
  public static Response wanted(Response answer, String purpose) {
    return answer
        .with(WANTED, PATH + "?for=" + purpose)
        .with("Access-Control-Expose-Headers", WANTED);
  }
}
