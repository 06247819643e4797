package vestibule.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is to change of a profile; what it does not name stays as it is. */
public final class ProfileChange {

  private final Map<ProfileField, Optional<String>> fields;

  private ProfileChange(Map<ProfileField, Optional<String>> fields) {
    this.fields = fields;
  }

  /** A change that gives one field a value. */
  public static ProfileChange set(ProfileField field, String value) {
    return new ProfileChange(Map.of(field, Optional.of(value)));
  }

  /** A change that takes away one field. */
  public static ProfileChange remove(ProfileField field) {
    return new ProfileChange(Map.of(field, Optional.empty()));
  }

  /** Both changes at once; of two to the same field the other one counts. */
  public ProfileChange and(ProfileChange other) {
    Map<ProfileField, Optional<String>> both = new LinkedHashMap<>(fields);
    both.putAll(other.fields);
    return new ProfileChange(both);
  }

  /** As the API wants it: null takes away. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    fields.forEach((field, value) -> body.put(field.key(), value.orElse(null)));
    return body;
  }
}
