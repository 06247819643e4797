package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.JsonRows;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** People of {@code firebase auth:export}, in JSON or CSV. */
final class Firebase {

  private static final Shape SHAPE = new Shape("users", List.of("localId"));

  /** "REDACTED" in base64: the exporter may not see hashes. */
  private static final String REDACTED = "UkVEQUNURUQ";

  private final ForeignHashes.Source hashes;
  private final Notices notices;

  private Firebase(ForeignHashes.Source hashes, Notices notices) {
    this.hashes = hashes;
    this.notices = notices;
  }

  static Source open(List<Place.InFile> files, Reading reading) {
    Notices notices = new Notices();
    Firebase firebase = new Firebase(Exports.hashes(reading, "firebase-scrypt"), notices);
    return new Exported(InTurn.of(files, Firebase::rows), firebase::person, reading, notices);
  }

  private static JsonRows rows(Place.InFile file) throws IOException {
    return file.kind() == Place.Kind.CSV ? FirebaseColumns.open(file) : SHAPE.open(file);
  }

  private Optional<OwnRow> person(JsonNode user) {
    Draft draft =
        Draft.of(user.path("localId"))
            .email(user.path("email"), user.path("emailVerified"), true)
            .profile("full_name", user.path("displayName"))
            .profile("phone", user.path("phoneNumber"))
            .createdAtMillis(user.path("createdAt"))
            .disabled(user.path("disabled"))
            .warn(hasAny(user.path("mfaInfo")), Warning.MFA_NOT_CARRIED)
            .warn(isSocial(user.path("providerUserInfo")), Warning.SOCIAL_NOT_CARRIED)
            .warn(hasClaims(user.path("customAttributes")), Warning.RIGHTS_DROPPED);
    addPassword(draft, user);
    return Optional.of(draft.row());
  }

  private static boolean isSocial(JsonNode providers) {
    return each(providers)
        .flatMap(provider -> text(provider.path("providerId")).stream())
        .anyMatch(id -> !id.equals("password") && !id.equals("phone"));
  }

  /** They are what rules of Firebase decide by, as an object of JSON in a text. */
  private static boolean hasClaims(JsonNode claims) {
    return hasAny(claims) || text(claims).filter(some -> !some.equals("{}")).isPresent();
  }

  private void addPassword(Draft draft, JsonNode user) {
    JsonNode given = user.path("passwordHash");
    Optional<String> hash = text(given);
    if (hash.filter(one -> one.startsWith(REDACTED)).isPresent()) {
      notices.add(Notices.Kind.REDACTED);
    } else if (hash.isPresent()) {
      ObjectNode both = JsonNodeFactory.instance.objectNode();
      both.set("passwordHash", given);
      both.put("salt", user.path("salt").asString(""));
      draft.password(both, hashes);
    }
  }
}
