package vestibule.v1.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vestibule.core.refusal.RefusedException;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;

/**
 * The body of a request, field by field. All that is wrong is told together, and what nobody has
 * asked about is wrong too: a misspelled field would be passed over otherwise.
 */
public final class Form {

  /** Of how many unknown fields a client is told. */
  static final int MOST_UNKNOWN = 20;

  private final Fields fields;
  private final Set<String> unknown;
  private final List<Flaw> flaws = new ArrayList<>();

  private Form(Fields fields) {
    this.fields = fields;
    this.unknown = new TreeSet<>(fields.names());
  }

  /**
   * A body of JSON.
   *
   * @throws FaultException for one that cannot be read, is no object, or holds what no database
   *     stores
   */
  public static Form of(Request request) {
    Fields fields = Bodies.json(request, false);
    if (fields.hasUnstorableText()) {
      throw new FaultException(
          new Fault.MalformedBody(Fault.Kind.JSON, new Fault.BodyFlaw.Unstorable()));
    }
    return new Form(fields);
  }

  /** A text that must be there; "" where it is not, which {@link #requireValid} does not let by. */
  public String text(String name) {
    Optional<String> given = optionalText(name);
    if (given.isEmpty() && isGood(name)) {
      fail(name, "field_missing", "This is needed.");
    }
    return given.orElse("");
  }

  /** A text that may be missing, or null. */
  public Optional<String> optionalText(String name) {
    unknown.remove(name);
    return switch (fields.field(name).orElseGet(Field.Null::new)) {
      case Field.Text(String value) -> Optional.of(value);
      case Field.Null _ -> Optional.empty();
      case Field.Number _, Field.Truth _, Field.Array _, Field.Dictionary _, Field.File _ -> {
        fail(name, "type_wrong", "This must be a text.");
        yield Optional.empty();
      }
    };
  }

  /** Whether a field was sent, be it null. */
  public boolean has(String name) {
    return fields.has(name);
  }

  /** A truth value; false where it is missing or null. */
  public boolean truth(String name) {
    unknown.remove(name);
    return switch (fields.field(name).orElseGet(() -> new Field.Truth(false))) {
      case Field.Truth(boolean value) -> value;
      case Field.Null _ -> false;
      case Field.Text _, Field.Number _, Field.Array _, Field.Dictionary _, Field.File _ -> {
        fail(name, "type_wrong", "This must be true or false.");
        yield false;
      }
    };
  }

  /** Asks a rule of the core, whose refusals say what is wrong with which field. */
  public void check(Runnable rule) {
    try {
      rule.run();
    } catch (RefusedException refused) {
      List<Flaw> told = Flaw.of(refused.refusal());
      if (told.isEmpty()) {
        throw refused;
      }
      add(told);
    }
  }

  /** Adds what was found wrong elsewhere. */
  public void add(List<Flaw> told) {
    flaws.addAll(told);
  }

  /** Whether nothing was found wrong with a field so far. */
  public boolean isGood(String name) {
    return flaws.stream().noneMatch(flaw -> flaw.pointer().equals("/" + name));
  }

  /** Says what is wrong with a field. */
  public void fail(String name, String code, String detail) {
    flaws.add(new Flaw("/" + name, code, detail));
  }

  /**
   * Refuses a body with anything wrong.
   *
   * @throws ProblemException 422 with all of it
   */
  public void requireValid() {
    unknown.stream()
        .limit(MOST_UNKNOWN)
        .forEach(name -> fail(escaped(name), "field_unknown", "There is no such field here."));
    unknown.clear();
    if (!flaws.isEmpty()) {
      throw new ProblemException(Problems.ofFields(flaws));
    }
  }

  /** As a pointer spells a name (RFC 6901, 3); a longer one than all real ones is not repeated. */
  private static String escaped(String name) {
    return name.length() > 100 ? "…" : name.replace("~", "~0").replace("/", "~1");
  }
}
