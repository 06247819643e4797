package vestibule.moving.exports;

import static vestibule.moving.exports.Draft.each;
import static vestibule.moving.exports.Draft.hasAny;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.moving.Place;

/**
 * What a realm's roles and groups give. A role of a client is called {@code client:role}, and a
 * group by its path without the first slash.
 */
final class KeycloakRealm {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Keycloak's own clients, whose roles mean something to its console and account page alone. */
  private static final Set<String> CLIENTS =
      Set.of(
          "account",
          "account-console",
          "admin-cli",
          "broker",
          "realm-management",
          "security-admin-console");

  private static final Set<String> ROLES = Set.of("offline_access", "uma_authorization");
  private static final String DEFAULT_ROLES = "default-roles-";
  private static final String MANAGEMENT = "realm-management";

  private final Map<String, Set<String>> rolesOfRole = new HashMap<>();
  private final Map<String, Set<String>> rolesOfGroup = new HashMap<>();

  private KeycloakRealm() {}

  /** What the file of a realm says; nothing without one. */
  static KeycloakRealm of(Optional<Place.InFile> file) throws IOException {
    KeycloakRealm realm = new KeycloakRealm();
    if (file.isPresent()) {
      realm.read(file.get());
    }
    return realm;
  }

  /** Keycloak writes users behind all that they have. */
  private void read(Place.InFile file) throws IOException {
    try (InputStream in = file.open();
        JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "roles" -> addRoles(parser.readValueAsTree());
          case "groups" -> addGroups(parser.readValueAsTree(), "", Set.of());
          case "users" -> {
            return;
          }
          default -> parser.skipChildren();
        }
      }
    } catch (JacksonException damaged) {
      // Whoever reads the users says where.
    }
  }

  private void addRoles(JsonNode roles) {
    each(roles.path("realm")).forEach(role -> addRole("", role));
    JsonNode clients = roles.path("client");
    if (clients.isObject()) {
      clients
          .properties()
          .forEach(
              client ->
                  each(client.getValue()).forEach(role -> addRole(client.getKey() + ":", role)));
    }
  }

  private void addRole(String client, JsonNode role) {
    Set<String> given =
        roles(role.path("composites").path("realm"), role.path("composites").path("client"));
    rolesOfRole.put(client + role.path("name").asString(""), given);
  }

  private void addGroups(JsonNode groups, String parent, Set<String> inherited) {
    each(groups)
        .forEach(
            group -> {
              String path = parent + "/" + group.path("name").asString("");
              Set<String> given = new LinkedHashSet<>(inherited);
              given.addAll(roles(group.path("realmRoles"), group.path("clientRoles")));
              rolesOfGroup.put(path, given);
              addGroups(group.path("subGroups"), path, given);
            });
  }

  /** The roles that an object names. */
  private static Set<String> roles(JsonNode ofRealm, JsonNode ofClients) {
    Set<String> roles = new LinkedHashSet<>();
    names(ofRealm).forEach(roles::add);
    if (ofClients.isObject()) {
      ofClients
          .properties()
          .forEach(
              client ->
                  names(client.getValue())
                      .forEach(name -> roles.add(client.getKey() + ":" + name)));
    }
    return roles;
  }

  private static Stream<String> names(JsonNode array) {
    return each(array).flatMap(name -> Draft.text(name).stream());
  }

  void addRights(Draft draft, JsonNode user) {
    List<String> groups = names(user.path("groups")).toList();
    groups.forEach(group -> draft.right("groups", group.replaceFirst("^/", "")));
    Set<String> roles = roles(user.path("realmRoles"), user.path("clientRoles"));
    groups.forEach(group -> roles.addAll(rolesOfGroup.getOrDefault(group, Set.of())));
    withTheirs(roles).stream()
        .filter(KeycloakRealm::isOfRealm)
        .forEach(role -> draft.right("roles", role));
    draft.warn(hasAny(user.path("clientRoles").path(MANAGEMENT)), Warning.RIGHTS_DROPPED);
  }

  /** The roles and those that they give, and so on. */
  private Set<String> withTheirs(Set<String> roles) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>(roles);
    while (!left.isEmpty()) {
      String role = left.poll();
      if (all.add(role)) {
        left.addAll(rolesOfRole.getOrDefault(role, Set.of()));
      }
    }
    return all;
  }

  private static boolean isOfRealm(String role) {
    int colon = role.indexOf(':');
    return colon < 0
        ? !ROLES.contains(role) && !role.startsWith(DEFAULT_ROLES)
        : !CLIENTS.contains(role.substring(0, colon));
  }
}
