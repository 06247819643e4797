package vestibule.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vestibule.contracts.Visits;
import vestibule.contracts.flask.TokenCookies;
import vestibule.core.token.BearerReader;
import vestibule.v1.V1;
import vestibule.v1.caller.Credentials;

/** Our own API: which credentials of which doors it takes, and what it is made of. */
final class OwnApi {

  private OwnApi() {}

  static V1 of(Wiring.Parts parts) {
    UseCases core = parts.core();
    return new V1(
        new V1.V1UseCases(
            core.sessions(),
            core.signIn(),
            core.challenges(),
            core.repeats(),
            parts.limiting().limits()),
        credentials(parts),
        Visits.DEVICE);
  }

  /** What people show at any door: JWTs of either key, and the keys of each door. */
  private static Credentials credentials(Wiring.Parts parts) {
    Tokens tokens = parts.tokens();
    List<BearerReader> readers = new ArrayList<>(List.of(tokens.renewable(), tokens.pairs()));
    Wiring.doors(parts.config()).stream()
        .filter(door -> door.keyLength().isPresent())
        .forEach(door -> readers.add(key -> tokens.opaque().read(key, door)));
    return new Credentials(
        readers,
        List.of(
            new Credentials.Cookie(
                TokenCookies.ACCESS,
                tokens.renewable(),
                Optional.of(tokens.renewable()::csrf),
                parts.cookies()::clear)),
        parts.origins());
  }
}
