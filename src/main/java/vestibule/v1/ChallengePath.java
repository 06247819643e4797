package vestibule.v1;

import java.util.List;
import vestibule.core.challenge.Challenges;
import vestibule.core.challenge.Provider.Offer;
import vestibule.core.challenge.Purpose;
import vestibule.core.challenge.Puzzles;
import vestibule.http.ChallengeHeaders;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.http.Routes;
import vestibule.http.body.Json;
import vestibule.v1.form.Flaw;
import vestibule.v1.form.ProblemException;
import vestibule.v1.form.Problems;

/**
 * {@code GET /v1/challenge?for=}: what a client needs to solve a challenge. A puzzle of our own has
 * the form of ALTCHA.
 */
final class ChallengePath {

  private static final String FOR = "for";

  private final Challenges challenges;

  ChallengePath(Challenges challenges) {
    this.challenges = challenges;
  }

  void mount(Routes routes) {
    routes.open().get(ChallengeHeaders.PATH, this::challenge);
  }

  private record Own(
      String algorithm, String challenge, int maxnumber, String salt, String signature) {}

  private record Foreign(String provider, String site_key) {}

  private Response challenge(Request request) {
    Purpose purpose =
        request.query(FOR).flatMap(Purpose::of).orElseThrow(ChallengePath::unknownPurpose);
    return challenges
        .offer(purpose)
        .map(ChallengePath::shown)
        .orElseGet(
            () -> Problems.of(404, "challenge_off", "No challenge is ever asked for that here."));
  }

  private static Response shown(Offer offer) {
    Object shown =
        switch (offer) {
          case Offer.Own(Puzzles.Puzzle puzzle) ->
              new Own(
                  Puzzles.ALGORITHM,
                  puzzle.challenge(),
                  puzzle.most(),
                  puzzle.salt(),
                  puzzle.signature());
          case Offer.Foreign(String provider, String siteKey) -> new Foreign(provider, siteKey);
        };
    return Response.json(200, Json.compact(shown)).with("Cache-Control", "no-store");
  }

  private static ProblemException unknownPurpose() {
    return new ProblemException(
        Problems.of(
            400,
            "parameter_invalid",
            "The query must say what the challenge is for.",
            List.of(new Flaw("/" + FOR, "parameter_invalid", "It is registration or attempt."))));
  }
}
