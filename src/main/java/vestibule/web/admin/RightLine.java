package vestibule.web.admin;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.rights.RightsAdministration;

/**
 * A group, role or permission as one of a list.
 *
 * @param kind as paths and words call it: {@code groups}, {@code roles} or {@code permissions}
 */
public record RightLine(String kind, long id, String name) {

  /** Those of a kind. */
  public record OfKind(String kind, List<RightLine> lines) {

    /** Keeps its own copy. */
    public OfKind {
      lines = List.copyOf(lines);
    }
  }

  /** How a kind is called in paths. */
  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  static RightLine of(Kind kind, Named named) {
    return new RightLine(word(kind), named.id(), named.name());
  }

  /** All there are, by kind. */
  static List<OfKind> all(RightsAdministration rights) {
    return List.of(Kind.values()).stream()
        .map(kind -> new OfKind(word(kind), of(kind, rights)))
        .toList();
  }

  /** All of a kind. */
  static List<RightLine> of(Kind kind, RightsAdministration rights) {
    return rights.all(kind).stream().map(named -> of(kind, named)).toList();
  }

  /**
   * Those of a person. A permission may come by a role, which their rights do not tell apart.
   *
   * @param all there are, by kind
   */
  static List<OfKind> of(Person person, List<OfKind> all) {
    Map<String, List<String>> names =
        Map.of(
            word(Kind.GROUP), person.rights().groups().stream().map(Named::name).toList(),
            word(Kind.ROLE), person.rights().roles().stream().map(Named::name).toList(),
            word(Kind.PERMISSION), person.rights().permissions());
    return all.stream()
        .map(
            kind ->
                new OfKind(
                    kind.kind(),
                    kind.lines().stream()
                        .filter(line -> names.get(kind.kind()).contains(line.name()))
                        .toList()))
        .toList();
  }
}
