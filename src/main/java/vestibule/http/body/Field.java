package vestibule.http.body;

/** One value that a client sent, as far as a contract tells values apart. */
public sealed interface Field {
  /**
   * The value as Python's {@code str()} would print it, for contracts that echo what they refuse;
   * at most {@link #ECHO_LIMIT} characters of an array or object.
   */
  String python();

  /** Characters of an array's or object's JSON that are kept. */
  int ECHO_LIMIT = 1_000;

  /** A JSON string or a form's value. It may hold NUL or lone surrogates; see {@link Fields}. */
  record Text(String value) implements Field {
    @Override
    public String python() {
      return value;
    }
  }

  /** A JSON number, kept as Python's {@code str()} prints it: 1, 1.5, 1e+22. */
  record Number(String literal) implements Field {
    @Override
    public String python() {
      return literal;
    }
  }

  /** true or false. */
  record Truth(boolean value) implements Field {
    @Override
    public String python() {
      return value ? "True" : "False";
    }
  }

  /** null. */
  record Null() implements Field {
    @Override
    public String python() {
      return "None";
    }
  }

  /** A JSON array, whose content no contract reads. */
  record Array(String json) implements Field {
    @Override
    public String python() {
      return json;
    }
  }

  /** A file of a multipart form, whose content no contract reads. */
  record File(String name) implements Field {
    @Override
    public String python() {
      return name;
    }
  }

  /** A JSON object inside the object, whose content no contract reads. */
  record Dictionary(String json) implements Field {
    @Override
    public String python() {
      return json;
    }
  }
}
