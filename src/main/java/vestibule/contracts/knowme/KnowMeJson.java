package vestibule.contracts.knowme;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.token.TokenOutcome;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The bodies of document D's answers, keys in the document's order. */
final class KnowMeJson {

  private static final byte[] NOTHING = Json.compact(Map.of());

  private static final Function<Person, byte[]> PROFILE =
      person ->
          Json.compact(
              new Profile(person.id(), person.address(), person.firstName(), person.lastName()));

  private KnowMeJson() {}

  private record Profile(
      long id,
      String email,
      @JsonProperty("first_name") String firstName,
      @JsonProperty("last_name") String lastName) {}

  private record Item(long id, String email, boolean verified, boolean primary) {}

  private record Detail(long id, String url, String email, boolean verified, boolean primary) {}

  private record Token(String token) {}

  private record Conflict(@JsonProperty("non_field_errors") String sentence) {}

  /** An answer where every field of the request is write-only. */
  static Response nothing() {
    return Response.json(200, NOTHING);
  }

  /** The profile of somebody who is known by a token. */
  static Response profile(TokenOutcome.Accepted token) {
    return Response.json(200, token.shown(PROFILE));
  }

  static Response profile(int status, Person person) {
    return Response.json(status, PROFILE.apply(person));
  }

  static Response token(String key) {
    return Response.json(200, Json.compact(new Token(key)));
  }

  static Response emails(Person person) {
    return Response.json(
        200,
        Json.compact(
            person.emails().stream()
                .sorted(Comparator.comparingLong(Email::id))
                .map(
                    email ->
                        new Item(
                            email.id(), email.address(), email.verified(), person.isPrimary(email)))
                .toList()));
  }

  static Response email(int status, Email email, boolean primary, URI url) {
    return Response.json(
        status,
        Json.compact(
            new Detail(email.id(), url.toString(), email.address(), email.verified(), primary)));
  }

  /** The sentence stands alone here, where every other answer has a list of them. */
  static Response conflict(String sentence) {
    return Response.json(409, Json.compact(new Conflict(sentence)));
  }
}
