package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.isThere;
import static vestibule.moving.exports.Draft.isTrue;
import static vestibule.moving.exports.Draft.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.moving.JsonRows;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/**
 * People of {@code aws cognito-idp list-users}, or of a CSV with the columns of a pool's import.
 * Amazon gives no hashes away.
 */
final class Cognito {

  private static final Shape SHAPE = new Shape("Users", List.of("Username"));

  private static final String USERNAME = "cognito:username";
  private static final String MFA = "cognito:mfa_enabled";

  private static final Set<String> KNOWN =
      Set.of(
          "sub",
          "email",
          "email_verified",
          "phone_number",
          "phone_number_verified",
          "name",
          "given_name",
          "family_name",
          "preferred_username",
          "birthdate",
          "identities",
          "updated_at",
          "locale",
          "zoneinfo",
          "picture",
          USERNAME,
          MFA);

  private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private Cognito() {}

  static Source open(List<Place.InFile> files, Reading reading) {
    return new Exported(InTurn.of(files, Cognito::rows), Cognito::person, reading, new Notices());
  }

  private static JsonRows rows(Place.InFile file) throws IOException {
    return file.kind() == Place.Kind.CSV ? NamedColumns.open(file) : SHAPE.open(file);
  }

  private static Optional<OwnRow> person(JsonNode user) {
    JsonNode attributes = attributes(user);
    JsonNode name = user.has(USERNAME) ? user.path(USERNAME) : user.path("Username");
    String status = user.path("UserStatus").asString("");
    boolean external =
        status.equals("EXTERNAL_PROVIDER")
            || text(attributes.path("identities")).filter(some -> !some.equals("[]")).isPresent();
    Draft draft =
        Draft.of(isThere(attributes.path("sub")) ? attributes.path("sub") : name)
            .email(attributes.path("email"), attributes.path("email_verified"), true)
            .profile("full_name", attributes.path("name"))
            .profile("first_name", attributes.path("given_name"))
            .profile("last_name", attributes.path("family_name"))
            .profile("phone", attributes.path("phone_number"))
            .profile("birthday", attributes.path("birthdate"))
            .createdAt(user.path("UserCreateDate"))
            .enabled(user.path("Enabled"))
            .warn(hasFactors(user), Warning.MFA_NOT_CARRIED)
            .warn(external, Warning.SOCIAL_NOT_CARRIED)
            .warn(hasOwnFields(attributes), Warning.FIELD_DROPPED);
    if (status.equals("ARCHIVED") || status.equals("COMPROMISED")) {
      draft.put("status", Optional.of("disabled"));
    }
    // A name that Amazon has made is none that anybody types.
    if (isThere(name) && !external && !name.asString("").matches(UUID)) {
      draft.put("username", name);
    }
    return Optional.of(draft.putIfNone("username", attributes.path("preferred_username")).row());
  }

  /** In a CSV each column but a few is one. */
  private static JsonNode attributes(JsonNode user) {
    if (user.has(USERNAME)) {
      return user;
    }
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    JsonNode given = user.has("Attributes") ? user.path("Attributes") : user.path("UserAttributes");
    each(given)
        .forEach(
            one ->
                text(one.path("Name")).ifPresent(name -> attributes.set(name, one.path("Value"))));
    return attributes;
  }

  private static boolean hasFactors(JsonNode user) {
    return hasAny(user.path("MFAOptions"))
        || hasAny(user.path("UserMFASettingList"))
        || isTrue(user.path(MFA));
  }

  private static boolean hasOwnFields(JsonNode attributes) {
    return attributes.properties().stream()
        .anyMatch(one -> !KNOWN.contains(one.getKey()) && text(one.getValue()).isPresent());
  }
}
