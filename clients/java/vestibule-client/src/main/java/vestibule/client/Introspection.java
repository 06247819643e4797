package vestibule.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token is worth (RFC 7662).
 *
 * @param active whether it stands for anybody; else nothing more is said
 * @param claims the whole answer
 */
public record Introspection(boolean active, Map<String, Object> claims) {

  /** Keeps its own copy. */
  public Introspection {
    claims = Map.copyOf(claims);
  }

  static Introspection of(Map<?, ?> answer) {
    Map<String, Object> claims = new LinkedHashMap<>();
    answer.forEach(
        (name, value) -> {
          if (value != null) {
            claims.put(name.toString(), value);
          }
        });
    return new Introspection(Boolean.TRUE.equals(claims.get("active")), claims);
  }

  /** The id of the account. */
  public Optional<String> subject() {
    return text("sub");
  }

  /** Until when it is good. */
  public Optional<Instant> expires() {
    return claims.get("exp") instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  /** A claim that is a text. */
  public Optional<String> text(String name) {
    return claims.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A claim that is a list of texts; none where there is no such claim. */
  public List<String> texts(String name) {
    return claims.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
