package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.isThere;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.BadSource;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** People of {@code kc.sh export}: of a realm's file, or of those that have its users alone. */
final class Keycloak {

  private static final Shape SHAPE = new Shape("users", List.of("username"));

  /** What a credential says of a password's hash, today and up to version 9. */
  private static final List<String> HASH =
      List.of(
          "type",
          "secretData",
          "credentialData",
          "hashedSaltedValue",
          "salt",
          "hashIterations",
          "algorithm");

  /** Beside it there is {@code password-history}. */
  private static final String PASSWORD = "password";

  /** What Keycloak itself notes of people. */
  private static final Set<String> NOTES = Set.of("locale", "terms_and_conditions");

  private final ForeignHashes.Source hashes;
  private final KeycloakRealm realm;

  private Keycloak(ForeignHashes.Source hashes, KeycloakRealm realm) {
    this.hashes = hashes;
    this.realm = realm;
  }

  static Source open(List<Place.InFile> files, Reading reading) throws IOException {
    List<Place.InFile> users = KeycloakFiles.ofUsers(files);
    Keycloak keycloak =
        new Keycloak(
            Exports.hashes(reading, "keycloak"), KeycloakRealm.of(KeycloakFiles.ofRealm(users)));
    return new Exported(InTurn.of(users, SHAPE::open), keycloak::person, reading, new Notices());
  }

  /** A client that signs in for itself is no person. */
  private Optional<OwnRow> person(JsonNode user) {
    if (isThere(user.path("serviceAccountClientId"))) {
      return Optional.empty();
    }
    if (isThere(user.path("realm"))) {
      throw new BadSource("the file holds several realms; export one with --realm NAME");
    }
    Draft draft =
        Draft.of(user.path("id"))
            .put("username", user.path("username"))
            .email(user.path("email"), user.path("emailVerified"), true)
            .enabled(user.path("enabled"))
            .createdAtMillis(user.path("createdTimestamp"))
            .profile("first_name", user.path("firstName"))
            .profile("last_name", user.path("lastName"))
            .warn(hasAny(user.path("federatedIdentities")), Warning.SOCIAL_NOT_CARRIED)
            .warn(hasOwnFields(user.path("attributes")), Warning.FIELD_DROPPED);
    addCredentials(draft, user.path("credentials"));
    realm.addRights(draft, user);
    return Optional.of(draft.row());
  }

  private static boolean hasOwnFields(JsonNode attributes) {
    return attributes.isObject()
        && attributes.propertyNames().stream().anyMatch(name -> !NOTES.contains(name));
  }

  /** The first password is the one that counts there; those of before are kept beside it. */
  private void addCredentials(Draft draft, JsonNode credentials) {
    each(credentials)
        .filter(Keycloak::isPassword)
        .findFirst()
        .ifPresent(password -> draft.password(hash(password), hashes));
    draft.warn(
        each(credentials).anyMatch(credential -> !type(credential).startsWith(PASSWORD)),
        Warning.MFA_NOT_CARRIED);
  }

  private static boolean isPassword(JsonNode credential) {
    return type(credential).equals(PASSWORD);
  }

  private static String type(JsonNode credential) {
    return credential.path("type").asString("");
  }

  /** Without its id, its label and its date, so that it stays the same for as long as the hash. */
  private static JsonNode hash(JsonNode credential) {
    ObjectNode hash = JsonNodeFactory.instance.objectNode();
    for (String name : HASH) {
      if (isThere(credential.path(name))) {
        hash.set(name, credential.path(name));
      }
    }
    return hash;
  }
}
