package vestibule.moving.exports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vestibule.moving.BadSource;
import vestibule.moving.JsonRows;
import vestibule.moving.Reading;
import vestibule.moving.Source;
import vestibule.moving.exports.PersonPages.Found;
import vestibule.moving.exports.SuperTokensQueries.Recipe;

/** The people of SuperTokens' database, in the form of its bulk import. */
final class SuperTokensTables implements JsonRows {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PersonPages pages;
  private final Tables tables;
  private Iterator<JsonNode> page = List.<JsonNode>of().iterator();

  private SuperTokensTables(PersonPages pages, Tables tables) {
    this.pages = pages;
    this.tables = tables;
  }

  /**
   * Begins to read.
   *
   * @param connection is closed with this
   */
  static Source open(Connection connection, Reading reading) {
    return PersonPages.opened(
        connection,
        opened -> {
          SuperTokensTables rows = of(opened);
          return new Exported(
              rows, new SuperTokens(reading)::person, reading, new Notices(), rows.roles(opened));
        });
  }

  private static SuperTokensTables of(Connection connection) throws SQLException {
    Tables tables = Tables.of(connection);
    if (!tables.has("all_auth_recipe_users", "primary_or_recipe_user_id")) {
      throw new BadSource(
          "there is no table all_auth_recipe_users as SuperTokens has it since its core 7");
    }
    requireOneApp(connection);
    return new SuperTokensTables(
        new PersonPages(connection, SuperTokensQueries.PEOPLE, SuperTokensQueries.ID), tables);
  }

  private Map<String, Set<String>> roles(Connection connection) throws SQLException {
    Optional<String> query =
        tables.has("role_permissions")
            ? Optional.of(SuperTokensQueries.ROLE_PERMISSIONS)
            : Optional.empty();
    return RolePermissions.read(
        connection, query, row -> row.text("role"), row -> row.text("permission"));
  }

  private static void requireOneApp(Connection connection) throws SQLException {
    try (PreparedStatement apps = connection.prepareStatement(SuperTokensQueries.APPS);
        ResultSet rows = apps.executeQuery()) {
      if (rows.next() && rows.next()) {
        throw new BadSource(
            "the people of several apps are in these tables: bring each in by table, with a map"
                + " whose where names its app_id");
      }
    }
  }

  @Override
  public Optional<JsonRows.Row> next() throws IOException {
    if (!page.hasNext()) {
      page = read().iterator();
    }
    return page.hasNext()
        ? Optional.of(new JsonRows.Row(Optional.of(page.next())))
        : Optional.empty();
  }

  private List<JsonNode> read() throws IOException {
    List<Found> people = pages.next();
    if (people.isEmpty()) {
      return List.of();
    }
    Map<String, ObjectNode> users = new HashMap<>();
    List<JsonNode> inOrder = new ArrayList<>();
    for (Found person : people) {
      ObjectNode user = JSON.createObjectNode().put("id", person.person());
      users.put(person.person(), user);
      inOrder.add(user);
    }
    addMethods(users);
    each(users, List.of(SuperTokensQueries.MAPPED), SuperTokensTables::addMapped);
    each(users, "emailverification_verified_emails", "x.email", SuperTokensTables::addVerified);
    each(users, "user_roles", "x.role", SuperTokensTables::addRole);
    each(users, "totp_user_devices", "x.device_name", SuperTokensTables::addDevice);
    each(users, "user_metadata", "x.user_metadata", SuperTokensTables::addMetadata);
    return inOrder;
  }

  /** Takes a row of somebody. */
  @FunctionalInterface
  private interface Taking {
    void take(ObjectNode user, Found row);
  }

  private void each(Map<String, ObjectNode> users, String table, String columns, Taking taking)
      throws IOException {
    if (tables.has(table)) {
      each(users, SuperTokensQueries.ofPeople(table, columns), taking);
    }
  }

  private void each(Map<String, ObjectNode> users, List<String> queries, Taking taking)
      throws IOException {
    for (String query : queries) {
      pages
          .ofPage(query)
          .forEach((person, rows) -> rows.forEach(row -> taking.take(users.get(person), row)));
    }
  }

  private void addMethods(Map<String, ObjectNode> users) throws IOException {
    for (Recipe recipe : Recipe.ALL) {
      if (tables.has(recipe.table())) {
        each(users, List.of(recipe.query()), (user, row) -> addMethod(user, recipe.id(), row));
      }
    }
  }

  private static void addMethod(ObjectNode user, String recipe, Found row) {
    ObjectNode method =
        user.withArrayProperty("loginMethods")
            .addObject()
            .put("recipeId", recipe)
            .put("isPrimary", row.text("method").equals(row.person()))
            .put("isVerified", false);
    put(method, "email", row, "email");
    put(method, "phoneNumber", row, "phone_number");
    put(method, "passwordHash", row, "password_hash");
    row.number("time_joined").ifPresent(at -> method.put("timeJoinedInMSSinceEpoch", at));
  }

  private static void put(ObjectNode method, String name, Found row, String column) {
    if (row.has(column)) {
      method.put(name, row.text(column));
    }
  }

  /** The id of the person is that of the way to sign in that was there first. */
  private static void addMapped(ObjectNode user, Found row) {
    if (row.text("method").equals(row.person())) {
      user.put("externalUserId", row.text("mapped"));
    }
  }

  private static void addVerified(ObjectNode user, Found row) {
    for (JsonNode method : user.path("loginMethods")) {
      if (method.path("email").asString("").equals(row.text("email"))) {
        ((ObjectNode) method).put("isVerified", true);
      }
    }
  }

  private static void addRole(ObjectNode user, Found row) {
    user.withArrayProperty("userRoles").add(row.text("role"));
  }

  private static void addDevice(ObjectNode user, Found row) {
    user.withArrayProperty("totpDevices").add(row.text("device_name"));
  }

  private static void addMetadata(ObjectNode user, Found row) {
    try {
      user.set("userMetadata", JSON.readTree(row.text("user_metadata")));
    } catch (JacksonException damaged) {
      user.putObject("userMetadata").put("unreadable", true);
    }
  }

  @Override
  public void close() {
    pages.close();
  }
}
