package vestibule.contracts.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import vestibule.core.model.Person;
import vestibule.core.token.TokenOutcome;
import vestibule.core.token.TokenPairs;
import vestibule.http.Response;
import vestibule.http.body.Json;

/** The bodies of document C's answers, keys in the document's order. */
final class ChatJson {

  private static final Function<Person, byte[]> USER =
      person -> bytes(person.id(), person.address(), person.isAddressVerified());

  private ChatJson() {}

  private record User(
      long id, String email, @JsonProperty("is_email_confirmed") boolean confirmed) {}

  private record Access(String access) {}

  private record Rotated(String access, String refresh) {}

  private record Pair(String refresh, String access) {}

  private record CodedDetail(String detail, String code) {}

  private record TokenNotValid(String detail, String code, List<TokenMessage> messages) {}

  private record TokenMessage(
      @JsonProperty("token_class") String tokenClass,
      @JsonProperty("token_type") String tokenType,
      String message) {}

  private record PasswordError(List<String> error) {}

  /** A user to somebody who is known by a token. */
  static Response user(TokenOutcome.Accepted token) {
    return Response.json(200, token.shown(USER));
  }

  static Response user(int status, Person person) {
    return Response.json(status, USER.apply(person));
  }

  static Response user(int status, long id, String email, boolean confirmed) {
    return Response.json(status, bytes(id, email, confirmed));
  }

  private static byte[] bytes(long id, String email, boolean confirmed) {
    return Json.compact(new User(id, email, confirmed));
  }

  static Response pair(TokenPairs.Pair pair) {
    return Response.json(200, Json.compact(new Pair(pair.refresh(), pair.access())));
  }

  static Response access(String token) {
    return Response.json(200, Json.compact(new Access(token)));
  }

  static Response rotated(TokenPairs.Pair pair) {
    return Response.json(200, Json.compact(new Rotated(pair.access(), pair.refresh())));
  }

  static Response coded(int status, String detail, String code) {
    return Response.json(status, Json.compact(new CodedDetail(detail, code)));
  }

  static Response notValid(String detail, String code, String message) {
    TokenMessage only = new TokenMessage("AccessToken", "access", message);
    return Response.json(401, Json.compact(new TokenNotValid(detail, code, List.of(only))));
  }

  static Response weakPassword(List<String> sentences) {
    return Response.json(400, Json.compact(new PasswordError(sentences)));
  }
}
