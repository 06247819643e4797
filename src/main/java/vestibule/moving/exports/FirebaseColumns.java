package vestibule.moving.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vestibule.moving.JsonRows;
import vestibule.moving.Lines;
import vestibule.moving.Place;

/**
 * Firebase's CSV, by the names of its JSON. It has no first line with names, and marks are around a
 * value only where it holds a comma; marks inside a name stay as they are.
 */
record FirebaseColumns(Lines lines) implements JsonRows {

  private static final List<String> NAMES =
      List.of(
          "localId", "email", "emailVerified", "passwordHash", "salt", "displayName", "photoUrl");

  private static final List<String> PROVIDERS =
      List.of("google.com", "facebook.com", "twitter.com", "github.com");

  private static final List<String> LAST =
      List.of("createdAt", "lastSignedInAt", "phoneNumber", "disabled", "customAttributes");

  /** Of each provider: its id there, address, name and picture. */
  private static final int OF_PROVIDER = 4;

  private static final int FIRST_OF_LAST = NAMES.size() + PROVIDERS.size() * OF_PROVIDER;

  /** Older programs end with the phone number; newer ones with a comma behind the last value. */
  private static final int LEAST = FIRST_OF_LAST + 2;

  private static final int MOST = FIRST_OF_LAST + LAST.size() + 1;

  static FirebaseColumns open(Place.InFile file) throws IOException {
    return new FirebaseColumns(Lines.of(file));
  }

  @Override
  public Optional<Row> next() throws IOException {
    return lines.next().map(line -> new Row(line.text().flatMap(FirebaseColumns::user)));
  }

  private static Optional<JsonNode> user(String line) {
    List<String> values = values(line.stripTrailing());
    if (values.size() < LEAST || values.size() > MOST) {
      return Optional.empty();
    }
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    put(user, NAMES, values);
    put(user, LAST, values.subList(FIRST_OF_LAST, values.size()));
    ArrayNode providers = user.putArray("providerUserInfo");
    for (int at = 0; at < PROVIDERS.size(); at++) {
      if (!values.get(NAMES.size() + at * OF_PROVIDER).isEmpty()) {
        providers.addObject().put("providerId", PROVIDERS.get(at));
      }
    }
    return Optional.of(user);
  }

  private static void put(ObjectNode user, List<String> names, List<String> values) {
    for (int at = 0; at < Math.min(names.size(), values.size()); at++) {
      if (!values.get(at).isEmpty()) {
        user.put(names.get(at), values.get(at));
      }
    }
  }

  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    int from = 0;
    while (from <= line.length()) {
      boolean marked = line.startsWith("\"", from);
      int end = marked ? endOfMarked(line, from + 1) : line.indexOf(',', from);
      end = end < 0 ? line.length() : end;
      values.add(
          marked
              ? line.substring(from + 1, Math.max(from + 1, end - 1)).replace("\"\"", "\"")
              : line.substring(from, end));
      from = end + 1;
    }
    return values;
  }

  /** The comma behind the mark that ends a value; a mark that is there twice ends none. */
  private static int endOfMarked(String line, int from) {
    int at = from;
    while (at < line.length()) {
      if (line.startsWith("\"\"", at)) {
        at++;
      } else if (line.startsWith("\",", at)) {
        return at + 1;
      }
      at++;
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
