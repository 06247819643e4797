package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.isThere;
import static vestibule.moving.exports.Draft.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/**
 * Identities of Ory Kratos, as its admin API lists them. What a trait means is said by a schema of
 * the operator's own; those are understood that are called as in Ory's examples.
 */
final class Kratos {

  private static final Shape SHAPE = new Shape("identities", List.of("traits", "schema_id"));

  private static final Set<String> SECOND_FACTORS =
      Set.of("totp", "lookup_secret", "webauthn", "passkey", "deviceauthn");

  private static final Set<String> SOCIAL = Set.of("oidc", "saml");

  private static final Set<String> TRAITS =
      Set.of(
          "email",
          "emails",
          "username",
          "name",
          "full_name",
          "first_name",
          "last_name",
          "given_name",
          "family_name",
          "phone",
          "phone_number");

  private final ForeignHashes.Source hashes;
  private final Notices notices;

  private Kratos(ForeignHashes.Source hashes, Notices notices) {
    this.hashes = hashes;
    this.notices = notices;
  }

  static Source open(List<Place.InFile> files, Reading reading) {
    Notices notices = new Notices();
    Kratos kratos = new Kratos(Exports.hashes(reading, "kratos"), notices);
    return new Exported(InTurn.of(files, SHAPE::open), kratos::person, reading, notices);
  }

  private Optional<OwnRow> person(JsonNode identity) {
    JsonNode traits = identity.path("traits");
    JsonNode credentials = identity.path("credentials");
    Draft draft = Draft.of(identity.path("id")).createdAt(identity.path("created_at"));
    addState(draft, identity.path("state"));
    addAddresses(draft, identity);
    addIdentifiers(draft, credentials.path("password"));
    addNames(draft, traits);
    username(traits, credentials.path("password").path("identifiers"))
        .ifPresent(name -> draft.put("username", name));
    addPassword(draft, credentials.path("password"));
    draft
        .warn(has(credentials, SECOND_FACTORS), Warning.MFA_NOT_CARRIED)
        .warn(has(credentials, SOCIAL), Warning.SOCIAL_NOT_CARRIED)
        .warn(hasOwnFields(identity), Warning.FIELD_DROPPED);
    return Optional.of(draft.row());
  }

  private static void addState(Draft draft, JsonNode state) {
    switch (state.asString("")) {
      case "inactive" -> draft.put("status", Optional.of("disabled"));
      // Before 0.8 it had none.
      case "active", "" -> {}
      default -> draft.put("status", state);
    }
  }

  /** The first trait is the one that the person signs in with, where there are several. */
  private static void addAddresses(Draft draft, JsonNode identity) {
    JsonNode traits = identity.path("traits");
    Optional<String> primary =
        text(traits.path("email"))
            .or(() -> each(traits.path("emails")).flatMap(one -> text(one).stream()).findFirst());
    each(identity.path("verifiable_addresses"))
        .filter(Kratos::isMailed)
        .forEach(
            address ->
                draft.email(
                    address.path("value"),
                    address.path("verified"),
                    isPrimary(address.path("value"), primary)));
    each(identity.path("recovery_addresses"))
        .filter(Kratos::isMailed)
        .map(address -> address.path("value"))
        .forEach(address -> draft.email(address, unknown(), isPrimary(address, primary)));
    draft.email(traits.path("email"), unknown(), true);
    each(traits.path("emails"))
        .forEach(address -> draft.email(address, unknown(), isPrimary(address, primary)));
  }

  /** Nothing is said of whether it was proven. */
  private static JsonNode unknown() {
    return MissingNode.getInstance();
  }

  private static boolean isMailed(JsonNode address) {
    return address.path("via").asString("email").equals("email");
  }

  private static boolean isPrimary(JsonNode address, Optional<String> primary) {
    return primary.filter(one -> one.equalsIgnoreCase(address.asString(""))).isPresent();
  }

  /** An address that somebody signs in with counts, whatever its trait is called. */
  private static void addIdentifiers(Draft draft, JsonNode password) {
    each(password.path("identifiers"))
        .filter(one -> text(one).filter(name -> name.indexOf('@') > 0).isPresent())
        .forEach(address -> draft.email(address, unknown(), false));
  }

  private static Optional<JsonNode> username(JsonNode traits, JsonNode identifiers) {
    JsonNode trait = traits.path("username");
    return isThere(trait)
        ? Optional.of(trait)
        : each(identifiers).filter(one -> text(one).filter(Kratos::isName).isPresent()).findFirst();
  }

  /** An identifier can be an address or a number of a phone too. */
  private static boolean isName(String identifier) {
    return identifier.indexOf('@') < 0 && !identifier.matches("\\+[0-9 ]+");
  }

  private static void addNames(Draft draft, JsonNode traits) {
    JsonNode name = traits.path("name");
    draft
        .profile("full_name", name.isObject() ? unknown() : name)
        .profile("full_name", traits.path("full_name"))
        .profile("first_name", name.path("first"))
        .profile("first_name", traits.path("first_name"))
        .profile("first_name", traits.path("given_name"))
        .profile("last_name", name.path("last"))
        .profile("last_name", traits.path("last_name"))
        .profile("last_name", traits.path("family_name"))
        .profile("phone", traits.path("phone"))
        .profile("phone", traits.path("phone_number"));
  }

  /** Without its config it is one that was left out of the list. */
  private void addPassword(Draft draft, JsonNode password) {
    JsonNode config = password.path("config");
    if (isThere(password) && !isThere(config)) {
      notices.add(Notices.Kind.LEFT_OUT);
    }
    draft.password(config.path("hashed_password"), hashes);
  }

  private static boolean has(JsonNode credentials, Set<String> kinds) {
    return credentials.isObject() && credentials.propertyNames().stream().anyMatch(kinds::contains);
  }

  private static boolean hasOwnFields(JsonNode identity) {
    JsonNode traits = identity.path("traits");
    return hasAny(identity.path("metadata_public"))
        || hasAny(identity.path("metadata_admin"))
        || traits.isObject()
            && traits.propertyNames().stream().anyMatch(name -> !TRAITS.contains(name));
  }
}
