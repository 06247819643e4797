package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.isThere;
import static vestibule.moving.exports.Draft.isTrue;
import static vestibule.moving.exports.Draft.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** People as SuperTokens' bulk import takes them, each with ways to sign in that are linked. */
final class SuperTokens {

  private static final Shape SHAPE = new Shape("users", List.of("loginMethods"));
  private static final String PASSWORD = "emailpassword";
  private static final Set<String> NAMES = Set.of("first_name", "last_name");

  private final Reading reading;

  SuperTokens(Reading reading) {
    this.reading = reading;
  }

  static Source open(List<Place.InFile> files, Reading reading) {
    return new Exported(
        InTurn.of(files, SHAPE::open), new SuperTokens(reading)::person, reading, new Notices());
  }

  Optional<OwnRow> person(JsonNode user) {
    List<JsonNode> methods = each(user.path("loginMethods")).toList();
    JsonNode metadata = user.path("userMetadata");
    Draft draft = Draft.of(id(user, methods));
    for (JsonNode method : methods) {
      draft
          .email(method.path("email"), method.path("isVerified"), isTrue(method.path("isPrimary")))
          .profile("phone", method.path("phoneNumber"));
    }
    joined(methods).ifPresent(at -> draft.createdAtMillis(JsonNodeFactory.instance.numberNode(at)));
    addPassword(draft, methods);
    each(user.path("userRoles"))
        .map(role -> role.isObject() ? role.path("role") : role)
        .flatMap(role -> text(role).stream())
        .distinct()
        .forEach(role -> draft.right("roles", role));
    return Optional.of(
        draft
            .profile("first_name", metadata.path("first_name"))
            .profile("last_name", metadata.path("last_name"))
            .warn(
                hasAny(user.path("totpDevices")) || has(methods, "webauthn"),
                Warning.MFA_NOT_CARRIED)
            .warn(has(methods, "thirdparty"), Warning.SOCIAL_NOT_CARRIED)
            .warn(hasOwnFields(metadata), Warning.FIELD_DROPPED)
            .row());
  }

  /** The one that its sessions name. */
  private static JsonNode id(JsonNode user, List<JsonNode> methods) {
    if (isThere(user.path("externalUserId"))) {
      return user.path("externalUserId");
    }
    return methods.stream()
        .map(method -> method.path("superTokensUserId"))
        .filter(Draft::isThere)
        .findFirst()
        .orElse(user.path("id"));
  }

  private static OptionalLong joined(List<JsonNode> methods) {
    return methods.stream()
        .map(method -> method.path("timeJoinedInMSSinceEpoch"))
        .filter(JsonNode::isIntegralNumber)
        .mapToLong(JsonNode::longValue)
        .filter(at -> at > 0)
        .min();
  }

  /** Each address may have a password of its own there; that of the primary one comes along. */
  private void addPassword(Draft draft, List<JsonNode> methods) {
    List<JsonNode> withPassword = methods.stream().filter(SuperTokens::isPassword).toList();
    withPassword.stream()
        .filter(method -> isTrue(method.path("isPrimary")))
        .findFirst()
        .or(() -> withPassword.stream().findFirst())
        .ifPresent(method -> addPassword(draft, method));
    draft.warn(withPassword.size() > 1, Warning.FIELD_DROPPED);
  }

  private void addPassword(Draft draft, JsonNode method) {
    JsonNode hash = method.path("passwordHash");
    Optional<String> plain = text(method.path("plainTextPassword"));
    if (!isThere(hash) && plain.isPresent()) {
      draft.password(
          JsonNodeFactory.instance.stringNode("plain$$" + plain.get()),
          ForeignHashes.Source.scheme("werkzeug-plain"));
    } else {
      draft.password(hash, source(hash));
    }
  }

  /** Only those that came from Firebase need a key. */
  private ForeignHashes.Source source(JsonNode hash) {
    return hash.asString("").startsWith("$f_scrypt$")
        ? Exports.hashes(reading, "supertokens")
        : ForeignHashes.Source.scheme("supertokens");
  }

  private static boolean isPassword(JsonNode method) {
    return method.path("recipeId").asString("").equals(PASSWORD);
  }

  private static boolean has(List<JsonNode> methods, String recipe) {
    return methods.stream().anyMatch(method -> method.path("recipeId").asString("").equals(recipe));
  }

  private static boolean hasOwnFields(JsonNode metadata) {
    return metadata.isObject()
        && metadata.propertyNames().stream().anyMatch(name -> !NAMES.contains(name));
  }
}
