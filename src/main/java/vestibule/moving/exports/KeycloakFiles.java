package vestibule.moving.exports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vestibule.moving.BadSource;
import vestibule.moving.Place;

/**
 * The files of {@code kc.sh export --dir}: {@code NAME-realm.json}, and {@code NAME-users-0.json},
 * {@code -1} and so on, where the users do not lie in the first.
 */
final class KeycloakFiles {

  private static final Pattern USERS = Pattern.compile("(.+)-users-[0-9]+\\.json(\\.gz)?");
  private static final Pattern REALM = Pattern.compile("(.+)-realm\\.json(\\.gz)?");

  /** What Keycloak notes of people whom other systems keep. */
  private static final String FEDERATED = "-federated-users-";

  private KeycloakFiles() {}

  /**
   * Those that have users.
   *
   * @throws BadSource where they are of several realms
   */
  static List<Place.InFile> ofUsers(List<Place.InFile> files) {
    List<Place.InFile> users =
        files.stream()
            .filter(file -> USERS.matcher(name(file)).matches() && !name(file).contains(FEDERATED))
            .toList();
    List<Place.InFile> chosen = users.isEmpty() ? files : users;
    Set<String> realms = new TreeSet<>();
    for (Place.InFile file : chosen) {
      realm(name(file)).ifPresent(realms::add);
    }
    if (realms.size() > 1) {
      throw new BadSource(
          "the folder has users of several realms: "
              + String.join(", ", realms)
              + "; export one with --realm NAME into a folder of its own");
    }
    return chosen;
  }

  private static String name(Place.InFile file) {
    return String.valueOf(file.path().getFileName());
  }

  private static Optional<String> realm(String name) {
    Matcher users = USERS.matcher(name);
    Matcher realm = REALM.matcher(name);
    return users.matches()
        ? Optional.of(users.group(1))
        : realm.matches() ? Optional.of(realm.group(1)) : Optional.empty();
  }

  /** Where their roles and groups are described: beside them, or in the one file. */
  static Optional<Place.InFile> ofRealm(List<Place.InFile> users) {
    Optional<Place.InFile> first = users.stream().findFirst();
    Matcher matcher = USERS.matcher(first.map(KeycloakFiles::name).orElse(""));
    if (!matcher.matches()) {
      return first;
    }
    String packed = Optional.ofNullable(matcher.group(2)).orElse("");
    Path beside = first.get().path().resolveSibling(matcher.group(1) + "-realm.json" + packed);
    return Files.isRegularFile(beside)
        ? Optional.of(new Place.InFile(beside, Place.Kind.JSON))
        : Optional.empty();
  }
}
