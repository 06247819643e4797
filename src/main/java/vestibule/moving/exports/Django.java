package vestibule.moving.exports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.Incoming;
import vestibule.moving.OwnRow;
import vestibule.moving.Reading;
import vestibule.moving.Source;
import vestibule.moving.Times;
import vestibule.moving.exports.PersonPages.Found;

/** The people of a Django project's database, with what allauth has of them. */
final class Django implements Source {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private final PersonPages pages;
  private final DjangoLayout layout;
  private final Map<String, Set<String>> roles;
  private final Reading reading;
  private final ForeignHashes.Source hashes;
  private Iterator<OwnRow> page = List.<OwnRow>of().iterator();

  private Django(
      PersonPages pages, DjangoLayout layout, Map<String, Set<String>> roles, Reading reading) {
    this.pages = pages;
    this.layout = layout;
    this.roles = roles;
    this.reading = reading;
    this.hashes = Exports.hashes(reading, "django");
  }

  /**
   * Begins to read.
   *
   * @param connection is closed with this
   */
  static Source open(Connection connection, Reading reading) {
    return PersonPages.opened(connection, opened -> of(opened, reading));
  }

  private static Django of(Connection connection, Reading reading) throws SQLException {
    DjangoLayout layout = DjangoLayout.of(connection);
    Map<String, Set<String>> roles =
        RolePermissions.read(
            connection, layout.groupPermissions(), row -> row.text("name"), Django::permission);
    return new Django(new PersonPages(connection, layout.people(), "?"), layout, roles, reading);
  }

  private static String permission(Found row) {
    return row.text("app_label") + "." + row.text("codename");
  }

  /** A group carries permissions there; here a role of its name does. */
  @Override
  public Map<String, Set<String>> roles() {
    return roles;
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    if (!page.hasNext()) {
      page = read().iterator();
    }
    return page.hasNext() ? Optional.of(reading.of(page.next())) : Optional.empty();
  }

  @Override
  public void close() {
    pages.close();
  }

  /** What other tables have of the people of a page, by their ids. */
  private record Others(
      Map<String, List<Found>> emails,
      Map<String, List<Found>> groups,
      Map<String, List<Found>> permissions,
      Map<String, List<Found>> keys,
      Set<String> factors,
      Set<String> social) {}

  private List<OwnRow> read() throws IOException {
    List<Found> people = pages.next();
    if (people.isEmpty()) {
      return List.of();
    }
    Others others =
        new Others(
            ofPage(layout.emails()),
            ofPage(layout.groups()),
            ofPage(layout.permissions()),
            ofPage(layout.keys()),
            whose(layout.factors()),
            whose(layout.social()));
    return people.stream().map(person -> row(person, others)).toList();
  }

  private OwnRow row(Found person, Others others) {
    String id = person.person();
    Draft draft = draft(person);
    addEmails(draft, person, others.emails().getOrDefault(id, List.of()));
    for (Found group : others.groups().getOrDefault(id, List.of())) {
      draft.right("groups", group.text("name")).right("roles", group.text("name"));
    }
    for (Found permission : others.permissions().getOrDefault(id, List.of())) {
      draft.right("permissions", permission(permission));
    }
    List<Found> keys = others.keys().getOrDefault(id, List.of());
    return draft
        .warn(others.factors().contains(id), Warning.MFA_NOT_CARRIED)
        .warn(others.social().contains(id), Warning.SOCIAL_NOT_CARRIED)
        .row()
        .known(keys.stream().map(key -> key.text("secret")).toList());
  }

  private Map<String, List<Found>> ofPage(Optional<String> query) throws IOException {
    return query.isPresent() ? pages.ofPage(query.get()) : Map.of();
  }

  private Set<String> whose(List<String> queries) throws IOException {
    Set<String> people = new HashSet<>();
    for (String query : queries) {
      people.addAll(pages.ofPage(query).keySet());
    }
    return people;
  }

  /** Who may enter Django's admin is said by no role: a map may give one. */
  private Draft draft(Found person) {
    Draft draft =
        Draft.of(person.person())
            .put("username", person.find("username"))
            .put("first_name", person.find("first_name"))
            .put("last_name", person.find("last_name"))
            .put("full_name", person.find("full_name").or(() -> person.find("name")))
            .put("phone", person.find("phone").or(() -> person.find("phone_number")))
            .put("created_at", person.find("date_joined").map(at -> Times.of(at, reading.zone())))
            .warn(
                person.isTrue("is_staff") || person.isTrue("is_superuser"), Warning.RIGHTS_DROPPED)
            .password(MAKE.stringNode(person.text("password")), hashes);
    return person.has("is_active")
        ? draft.enabled(MAKE.booleanNode(person.isTrue("is_active")))
        : draft;
  }

  /** The address of the user model is none that was proven, unless allauth says so. */
  private static void addEmails(Draft draft, Found person, List<Found> emails) {
    boolean hasPrimary = emails.stream().anyMatch(email -> email.isTrue("main"));
    draft.email(MAKE.stringNode(person.text("email")), MAKE.missingNode(), !hasPrimary);
    for (Found email : emails) {
      draft.email(
          MAKE.stringNode(email.text("email")),
          MAKE.booleanNode(email.isTrue("verified")),
          email.isTrue("main"));
    }
  }
}
