package vestibule.moving.exports;

import java.util.List;

/**
 * What the tables of SuperTokens are asked. A person is a row of {@code all_auth_recipe_users} in
 * each tenant for each way to sign in; what the API keeps of them is kept by the id that the
 * operator has mapped, where there is one, and else by its own.
 */
final class SuperTokensQueries {

  static final String PEOPLE =
      """
      select primary_or_recipe_user_id as person
      from all_auth_recipe_users
      group by primary_or_recipe_user_id
      order by min(primary_or_recipe_user_time_joined), primary_or_recipe_user_id
      """;

  static final String APPS = "select distinct app_id from all_auth_recipe_users";

  static final String ROLE_PERMISSIONS =
      "select role, permission from role_permissions order by role, permission";

  /** A cast, as PostgreSQL would find no index for a text in a column of {@code char}. */
  static final String ID = "cast(? as char(36))";

  static final String MAPPED =
      """
      select distinct u.primary_or_recipe_user_id as person, u.user_id as method,
        m.external_user_id as mapped
      from all_auth_recipe_users u
      join userid_mapping m on m.app_id = u.app_id and m.supertokens_user_id = u.user_id
      where u.primary_or_recipe_user_id in (:ids)
      """;

  private static final String BY_OWN_ID =
      """
      select distinct u.primary_or_recipe_user_id as person, {columns}
      from all_auth_recipe_users u
      join {table} x on x.app_id = u.app_id and x.user_id = u.user_id
      where u.primary_or_recipe_user_id in (:ids)
      """;

  private static final String BY_MAPPED_ID =
      """
      select distinct u.primary_or_recipe_user_id as person, {columns}
      from all_auth_recipe_users u
      join userid_mapping m on m.app_id = u.app_id and m.supertokens_user_id = u.user_id
      join {table} x on x.app_id = u.app_id and x.user_id = m.external_user_id
      where u.primary_or_recipe_user_id in (:ids)
      """;

  private SuperTokensQueries() {}

  /** A way to sign in. */
  record Recipe(String id, String columns) {

    static final List<Recipe> ALL =
        List.of(
            new Recipe("emailpassword", "x.email, x.password_hash"),
            new Recipe("thirdparty", "x.email"),
            new Recipe("passwordless", "x.email, x.phone_number"),
            new Recipe("webauthn", "x.email"));

    String table() {
      return id + "_users";
    }

    String query() {
      return byOwnId(table(), "u.user_id as method, x.time_joined, " + columns);
    }
  }

  private static String byOwnId(String table, String columns) {
    return filled(BY_OWN_ID, table, columns);
  }

  private static String filled(String query, String table, String columns) {
    return query.replace("{table}", table).replace("{columns}", columns);
  }

  /** What is kept of people, by whichever id. */
  static List<String> ofPeople(String table, String columns) {
    return List.of(byOwnId(table, columns), filled(BY_MAPPED_ID, table, columns));
  }
}
