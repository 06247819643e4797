package vestibule.core.model.service;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a program may ask by a credential of its own. Its names are kept and never change. */
public enum Scope {
  /** What a token is worth, and whose it is. */
  INTROSPECT("introspect"),
  /** What has happened to accounts. */
  EVENTS_READ("events:read");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** Its name, as operators write it. */
  public String text() {
    return text;
  }

  /** The scope of that name. */
  public static Optional<Scope> of(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  /** Their names with blanks between, in their own order. */
  public static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(" "));
  }

  /** Those of a text; a name that only a later version knows stands for nothing here. */
  public static Set<Scope> all(String text) {
    return Arrays.stream(text.split(" "))
        .flatMap(name -> of(name).stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }
}
