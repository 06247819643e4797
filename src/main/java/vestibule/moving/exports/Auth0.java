package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;
import static vestibule.moving.exports.Draft.isThere;
import static vestibule.moving.exports.Draft.isTrue;
import static vestibule.moving.exports.Draft.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.OwnRow;

/**
 * People of Auth0: a line of its export of users has no hash, and one of the export of hashes,
 * which its support makes, has little else.
 */
final class Auth0 {

  private static final String DATABASE = "auth0";

  /** Ways in which a code is sent; they link nobody to an account elsewhere. */
  private static final Set<String> OWN = Set.of(DATABASE, "email", "sms");

  private final ForeignHashes.Source hashes;

  Auth0(ForeignHashes.Source hashes) {
    this.hashes = hashes;
  }

  /** Whether a line is of the export of hashes. */
  static boolean isOfHashes(JsonNode row) {
    return isThere(row.path("_id")) && !isThere(row.path("user_id"));
  }

  /** The id that its person has in the export of users. */
  static String idOfHash(JsonNode row) {
    JsonNode alternative = row.path("alt_id");
    JsonNode id = isThere(alternative) ? alternative : row.path("_id").path("$oid");
    return DATABASE + "|" + id.asString("");
  }

  /** The ids by which a user's hash may be known, as several accounts can be linked. */
  static Stream<String> idsOfHashes(JsonNode user) {
    Stream<String> linked =
        each(user.path("identities"))
            .filter(identity -> identity.path("provider").asString("").equals(DATABASE))
            .flatMap(identity -> text(identity.path("user_id")).stream())
            .map(id -> DATABASE + "|" + id);
    return Stream.concat(text(user.path("user_id")).stream(), linked).distinct();
  }

  /** Somebody of the export of users. */
  OwnRow person(JsonNode user, Optional<JsonNode> hash) {
    Draft draft =
        Draft.of(user.path("user_id"))
            .put("username", user.path("username"))
            .email(user.path("email"), user.path("email_verified"), true)
            .profile("first_name", user.path("given_name"))
            .profile("last_name", user.path("family_name"))
            .profile("phone", user.path("phone_number"))
            .createdAt(user.path("created_at"))
            .disabled(user.path("blocked"))
            .warn(hasFactors(user), Warning.MFA_NOT_CARRIED)
            .warn(isSocial(user), Warning.SOCIAL_NOT_CARRIED)
            .warn(hasOwnFields(user), Warning.FIELD_DROPPED);
    // Without a name Auth0 takes the address.
    if (!user.path("name").equals(user.path("email"))) {
      draft.profile("full_name", user.path("name"));
    }
    JsonNode own =
        isThere(user.path("passwordHash")) ? user.path("passwordHash") : user.path("password_hash");
    return draft.password(hash.map(row -> row.path("passwordHash")).orElse(own), hashes).row();
  }

  /** Somebody of the export of hashes who is in no export of users. */
  OwnRow person(JsonNode hash) {
    Draft draft =
        Draft.of(JsonNodeFactory.instance.stringNode(idOfHash(hash)))
            .put("username", hash.path("username"))
            .email(hash.path("email"), hash.path("email_verified"), true);
    for (JsonNode identifier : each(hash.path("identifiers")).toList()) {
      switch (identifier.path("type").asString("")) {
        case "email" -> draft.email(identifier.path("value"), identifier.path("verified"), true);
        case "username" -> draft.putIfNone("username", identifier.path("value"));
        case "phone_number" -> draft.profile("phone", identifier.path("value"));
        default -> {}
      }
    }
    return draft.password(hash.path("passwordHash"), hashes).row();
  }

  private static boolean hasFactors(JsonNode user) {
    return hasAny(user.path("multifactor"))
        || hasAny(user.path("mfa_factors"))
        || hasAny(user.path("guardian_authenticators"));
  }

  private static boolean isSocial(JsonNode user) {
    List<JsonNode> identities = each(user.path("identities")).toList();
    Stream<String> providers =
        identities.isEmpty()
            ? text(user.path("user_id")).map(id -> id.replaceFirst("\\|.*", "")).stream()
            : identities.stream().flatMap(one -> text(one.path("provider")).stream());
    return providers.anyMatch(provider -> !OWN.contains(provider))
        || identities.stream().anyMatch(one -> isTrue(one.path("isSocial")));
  }

  private static boolean hasOwnFields(JsonNode user) {
    return hasAny(user.path("user_metadata")) || hasAny(user.path("app_metadata"));
  }
}
