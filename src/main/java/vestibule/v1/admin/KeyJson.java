package vestibule.v1.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import vestibule.core.model.SigningKey;
import vestibule.core.ring.KeyRotation;
import vestibule.v1.form.Answers;

/** A key that signs or verifies tokens. */
record KeyJson(
    String id,
    String family,
    String algorithm,
    String state,
    String made,
    @JsonProperty("signs_from") Optional<String> signsFrom,
    Optional<String> ends) {

  static KeyJson of(KeyRotation.Listed listed) {
    SigningKey key = listed.key();
    SigningKey.Times times = key.times();
    return new KeyJson(
        key.name().kid(),
        key.name().family(),
        key.name().algorithm().header(),
        AccountLineJson.small(listed.state()),
        Answers.time(times.made()),
        times.signsFrom().map(Answers::time),
        times.ends().map(Answers::time));
  }
}
