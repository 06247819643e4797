package vestibule.crypto.foreign;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A credential of Keycloak's export, of today and up to version 9. */
record KeycloakForms(ArgonForms argon) {

  private static final int LEAST_KEY = 16;

  Form read(String text) {
    JsonNode credential = Json.object(text);
    Optional<String> old = Json.find(credential, "hashedSaltedValue");
    JsonNode secret = old.isPresent() ? credential : Json.object(credential, "secretData");
    JsonNode data = old.isPresent() ? credential : Json.object(credential, "credentialData");
    String value = old.orElseGet(() -> Json.text(secret, "value"));
    byte[] key = Fields.atLeast(Fields.base64(value), LEAST_KEY);
    byte[] salt = Fields.base64(Json.text(secret, "salt"));
    String rounds = Json.text(data, "hashIterations");
    String algorithm = Json.text(data, "algorithm");
    return switch (algorithm) {
      case "pbkdf2" -> pbkdf2("sha1", salt, rounds, key);
      case "pbkdf2-sha256" -> pbkdf2("sha256", salt, rounds, key);
      case "pbkdf2-sha512" -> pbkdf2("sha512", salt, rounds, key);
      case "argon2" -> argon2(Json.object(data, "additionalParameters"), salt, rounds, key);
      default -> throw Unreadable.unknown();
    };
  }

  private static Form pbkdf2(String digest, byte[] salt, String rounds, byte[] key) {
    return new Pbkdf2(digest, salt, Fields.number(rounds)).form(key);
  }

  private static int version(String name) {
    return switch (name) {
      case "1.0" -> 16;
      case "1.3" -> 19;
      default -> throw Unreadable.damaged();
    };
  }

  private Form argon2(JsonNode more, byte[] salt, String passes, byte[] key) {
    ArgonForms.Recipe recipe =
        new ArgonForms.Recipe(
            Json.find(more, "type").orElse("id"),
            version(Json.find(more, "version").orElse("1.3")),
            Fields.number(Json.text(more, "memory")),
            Fields.number(passes),
            Fields.number(Json.find(more, "parallelism").orElse("1")));
    Json.find(more, "hashLength")
        .ifPresent(length -> Fields.exactly(key, (int) Math.min(Fields.number(length), 1 << 10)));
    return argon.form(recipe, salt, key);
  }
}
