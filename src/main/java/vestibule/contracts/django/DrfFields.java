package vestibule.contracts.django;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vestibule.contracts.PythonText;
import vestibule.contracts.RejectedException;
import vestibule.core.signin.Login;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;

/**
 * One body under Django REST framework's validation: fields are asked for in the serializer's
 * order, each failure is kept under its field, and all are reported together (docs/contracts 0.3).
 */
public final class DrfFields {

  /** An empty text, or one of blanks alone. */
  public static final String BLANK = "This field may not be blank.";

  /** A text that is no address. */
  public static final String NO_EMAIL = "Enter a valid email address.";

  /** A value that is no text, and a text that the core cannot store. */
  public static final String NO_STRING = "Not a valid string.";

  private static final String MISSING = "This field is required.";
  private static final String NULL = "This field may not be null.";
  private static final String JSON = "application/json";
  private static final String EMAIL = "email";
  private static final String USERNAME = "username";

  /** The digits of a one-time code. */
  private static final int CODE = 6;

  private static final Set<String> TRUE =
      Set.of("t", "T", "y", "Y", "yes", "YES", "true", "True", "TRUE", "on", "On", "ON", "1");
  private static final Set<String> FALSE =
      Set.of("f", "F", "n", "N", "no", "NO", "false", "False", "FALSE", "off", "Off", "OFF", "0");

  private final Fields fields;
  private final boolean form;
  private final Map<String, List<String>> failures = new LinkedHashMap<>();

  private DrfFields(Fields fields, boolean form) {
    this.fields = fields;
    this.form = form;
  }

  /**
   * Reads a request's body. An empty one has no fields, whatever its type: the framework asks no
   * parser about it ({@code Request._load_stream}).
   */
  public static DrfFields of(Request request) {
    return request.body().length == 0
        ? new DrfFields(Fields.none(), true)
        : new DrfFields(
            Bodies.jsonOrForm(request), request.mediaType().filter(JSON::equals).isEmpty());
  }

  /**
   * Who wants in. Later clients send {@code username} where the documents have {@code email}.
   *
   * @param byEmail what may stand in {@code email}
   * @param byUsername what may stand in {@code username}
   * @throws RejectedException as {@link #requireValid}
   */
  public static Login login(Request request, Login.By byEmail, Login.By byUsername) {
    DrfFields fields = of(request);
    boolean named = !fields.has(EMAIL) && fields.has(USERNAME);
    Optional<Text> name = fields.text(EMAIL, named ? USERNAME : EMAIL, Rule.TEXT);
    Optional<Text> password = fields.text("password", Rule.TEXT);
    fields.requireValid();
    return new Login(
        name.orElseThrow().value(),
        named ? byUsername : byEmail,
        password.orElseThrow().candidates(),
        otp(fields));
  }

  /** Codes begin with any digit, and JSON's numbers with none that is 0. */
  private static String padded(String literal) {
    return "0".repeat(Math.max(0, CODE - literal.length())) + literal;
  }

  /** A client that sends something else for a code of its own is told nothing of that. */
  private static Optional<String> otp(DrfFields fields) {
    return fields
        .fields
        .field("otp")
        .flatMap(
            field ->
                switch (field) {
                  case Field.Text(String value) -> Optional.of(value);
                  case Field.Number(String literal) -> Optional.of(padded(literal));
                  case Field.Truth _,
                      Field.Null _,
                      Field.Array _,
                      Field.Dictionary _,
                      Field.File _ ->
                      Optional.empty();
                });
  }

  /**
   * What a text field must be.
   *
   * @param longest in code points, after trimming
   */
  public record Rule(boolean required, OptionalInt longest, boolean email) {

    /** Any text that is not blank. */
    public static final Rule TEXT = new Rule(true, OptionalInt.empty(), false);

    /** An e-mail address. */
    public static final Rule EMAIL = new Rule(true, OptionalInt.empty(), true);

    /** The same with a greatest length. */
    public Rule atMost(int longest) {
      return new Rule(required, OptionalInt.of(longest), email);
    }

    /** The same, but the field may be left out. */
    public Rule optional() {
      return new Rule(false, longest, email);
    }
  }

  /**
   * A text that passed its rule.
   *
   * @param verbatim as it was sent
   * @param value without the blanks at its ends, as the framework takes it
   */
  public record Text(String verbatim, String value) {

    /** The texts that count as the password: as it was sent, then trimmed (docs/contracts F). */
    public List<String> candidates() {
      return verbatim.equals(value) ? List.of(value) : List.of(verbatim, value);
    }

    /** Hides the text, which may be a password. */
    @Override
    public String toString() {
      return "Text[]";
    }
  }

  /** Whether a field of this name was sent. */
  boolean has(String name) {
    return fields.has(name);
  }

  /** A text field; empty when it failed, or was left out and may be. */
  public Optional<Text> text(String name, Rule rule) {
    return text(name, name, rule);
  }

  private Optional<Text> text(String name, String sentAs, Rule rule) {
    failures.putIfAbsent(name, new ArrayList<>());
    Optional<Field> sent = fields.field(sentAs);
    if (sent.isEmpty()) {
      if (rule.required()) {
        fail(name, MISSING);
      }
      return Optional.empty();
    }
    return switch (sent.get()) {
      case Field.Text(String value) -> checked(name, value, rule);
      case Field.Number(String literal) -> checked(name, PythonText.number(literal), rule);
      case Field.Null() -> failed(name, NULL);
      // EmailField overrides the sentence of CharField.
      case Field.Truth _, Field.Array _, Field.Dictionary _, Field.File _ ->
          failed(name, rule.email() ? NO_EMAIL : NO_STRING);
    };
  }

  /**
   * A field for true or false, in the spellings and words of version 3.6; empty when it failed or
   * was left out. A form leaves a field out by sending it empty.
   */
  public Optional<Boolean> truth(String name) {
    failures.putIfAbsent(name, new ArrayList<>());
    Optional<Field> sent = fields.field(name);
    if (sent.isEmpty() || form && sent.get().equals(new Field.Text(""))) {
      return Optional.empty();
    }
    return switch (sent.get()) {
      case Field.Truth(boolean value) -> Optional.of(value);
      case Field.Text(String value) when TRUE.contains(value) -> Optional.of(true);
      case Field.Text(String value) when FALSE.contains(value) -> Optional.of(false);
      case Field.Number(String literal) when Double.parseDouble(literal) == 1 -> Optional.of(true);
      case Field.Number(String literal) when Double.parseDouble(literal) == 0 -> Optional.of(false);
      case Field.Null() -> failed(name, NULL);
      case Field other -> failed(name, "\"" + PythonText.of(other) + "\" is not a valid boolean.");
    };
  }

  /** Notes what is wrong with a field; fields are reported in the order they were asked for. */
  public void fail(String name, List<String> sentences) {
    failures.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(sentences);
  }

  /** Notes one thing that is wrong with a field. */
  public void fail(String name, String sentence) {
    fail(name, List.of(sentence));
  }

  /**
   * Ends the validation.
   *
   * @throws RejectedException with a 400 that names every failure, if there is one
   */
  public void requireValid() {
    Map<String, List<String>> found = new LinkedHashMap<>(failures);
    found.values().removeIf(List::isEmpty);
    if (!found.isEmpty()) {
      throw new RejectedException(DrfErrors.fields(found));
    }
  }

  /** The first surrogate that is no half of a pair; -1 when there is none. */
  private static int loneSurrogate(String value) {
    for (int at = 0; at < value.length(); at++) {
      if (Character.isSurrogate(value.charAt(at))) {
        int point = value.codePointAt(at);
        if (!Character.isSupplementaryCodePoint(point)) {
          return point;
        }
        at++;
      }
    }
    return -1;
  }

  private Optional<Text> checked(String name, String verbatim, Rule rule) {
    String value = PythonText.strip(verbatim);
    if (value.isEmpty()) {
      return failed(name, BLANK);
    }
    List<String> sentences = new ArrayList<>();
    int length = value.codePointCount(0, value.length());
    rule.longest().stream()
        .filter(longest -> length > longest)
        .forEach(n -> sentences.add(tooLong(n)));
    if (value.indexOf('\0') >= 0) {
      sentences.add("Null characters are not allowed.");
    }
    int lone = loneSurrogate(value);
    if (lone >= 0) {
      sentences.add(
          String.format(Locale.ROOT, "Surrogate characters are not allowed: U+%X.", lone));
    }
    if (rule.email() && !isEmail(value, sentences.isEmpty())) {
      sentences.add(NO_EMAIL);
    }
    fail(name, sentences);
    return sentences.isEmpty() ? Optional.of(new Text(verbatim, value)) : Optional.empty();
  }

  /** What is said of a text that has more characters. */
  static String tooLong(int most) {
    return "Ensure this field has no more than " + most + " characters.";
  }

  private <T> Optional<T> failed(String name, String sentence) {
    fail(name, sentence);
    return Optional.empty();
  }

  /** Where the framework found something, what only the core minds is not reported beside it. */
  private static boolean isEmail(String value, boolean fine) {
    return DjangoEmail.isValid(value) && (!fine || DjangoEmail.isMailable(value));
  }
}
