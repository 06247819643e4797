package vestibule.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What came back for a request, read as JSON. */
record Answer(int status, Optional<String> retryAfter, Optional<String> challenge, byte[] body) {

  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  String text() {
    return new String(body, UTF_8);
  }

  <T> T as(Class<T> type) {
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException foreign) {
      throw unknown(foreign);
    }
  }

  /** A part of a list. */
  <T> Pages.Page<T> page(Class<T> item) {
    try {
      JavaType type = JSON.getTypeFactory().constructParametricType(Pages.Page.class, item);
      return JSON.readValue(body, type);
    } catch (JacksonException foreign) {
      throw unknown(foreign);
    }
  }

  private UnreachableException unknown(JacksonException foreign) {
    return new UnreachableException("what answered " + status + " is no Vestibule", foreign);
  }

  /** The account's members lie between the others. */
  Whoami whoami() {
    return as(Whoami.Rest.class).of(as(Account.class));
  }

  /** The exception for an answer that is not good. */
  ProblemException problem() {
    JsonNode said = said();
    String code = said.path("code").asString("http_" + status);
    Problem problem =
        new Problem(
            status,
            code,
            said.path("detail").asString(""),
            errors(said),
            retryAfter.flatMap(Answer::seconds),
            challenge);
    return code.equals("factor_wanted")
        ? new FactorWantedException(
            problem,
            said.path("ticket").asString(""),
            Duration.ofSeconds(said.path("expires_in").asLong(0)),
            said.path("factors").valueStream().map(name -> name.asString("")).toList())
        : new ProblemException(problem);
  }

  /** A proxy in between may have answered anything. */
  private JsonNode said() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException foreign) {
      return JSON.missingNode();
    }
  }

  private static List<FieldError> errors(JsonNode said) {
    return said.path("errors").valueStream().map(Answer::error).toList();
  }

  private static FieldError error(JsonNode error) {
    return new FieldError(
        error.path("pointer").asString(""),
        error.path("code").asString(""),
        error.path("detail").asString(""));
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }
}
