package vestibule.moving.exports;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vestibule.moving.Incoming;
import vestibule.moving.JsonRows;
import vestibule.moving.OwnRow;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/**
 * The people of Auth0's export of users, each with the hash that its support's export has of them,
 * and then those who are in that one alone. Both lie in one place, in any order.
 */
final class Auth0Users implements Source {

  private static final Shape SHAPE = new Shape("users", List.of("user_id", "_id"));

  private final Exported users;
  private final Auth0Hashes hashes;
  private final Auth0 people;
  private final Reading reading;

  private Auth0Users(JsonRows rows, Auth0Hashes hashes, Auth0 people, Reading reading) {
    this.hashes = hashes;
    this.people = people;
    this.reading = reading;
    this.users = new Exported(rows, this::person, reading, new Notices());
  }

  static Auth0Users open(List<Place.InFile> files, Reading reading) throws IOException {
    Auth0Hashes hashes = Auth0Hashes.none();
    try {
      addAll(hashes, files);
      Auth0 people = new Auth0(Exports.hashes(reading, "bcrypt"));
      return new Auth0Users(rows(files), hashes, people, reading);
    } catch (IOException | RuntimeException unreadable) {
      hashes.close();
      throw unreadable;
    }
  }

  private static JsonRows rows(List<Place.InFile> files) {
    return InTurn.of(
        files, file -> file.kind() == Place.Kind.CSV ? NamedColumns.open(file) : SHAPE.open(file));
  }

  private static void addAll(Auth0Hashes hashes, List<Place.InFile> files) throws IOException {
    try (JsonRows rows = rows(files)) {
      for (var row = rows.next(); row.isPresent(); row = rows.next()) {
        Optional<JsonNode> hash = row.get().value().filter(Auth0::isOfHashes);
        if (hash.isPresent()) {
          hashes.add(hash.get());
        }
      }
    }
  }

  private Optional<OwnRow> person(JsonNode row) throws IOException {
    return Auth0.isOfHashes(row)
        ? Optional.empty()
        : Optional.of(people.person(row, hash(Auth0.idsOfHashes(row).iterator())));
  }

  private Optional<JsonNode> hash(Iterator<String> ids) throws IOException {
    Optional<JsonNode> hash = Optional.empty();
    while (hash.isEmpty() && ids.hasNext()) {
      hash = hashes.take(ids.next());
    }
    return hash;
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    Optional<Incoming> user = users.next();
    return user.isPresent() ? user : hashes.nextOfRest().map(people::person).map(reading::of);
  }

  @Override
  public void close() throws IOException {
    try {
      users.close();
    } finally {
      hashes.close();
    }
  }
}
