package vestibule.moving.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vestibule.core.password.ForeignHashes;

/** Where the hash of a password stands, and what form it has. */
sealed interface PasswordColumn {

  /** What stands for the salt in what is hashed. */
  String SALT = "{salt}";

  /** What stands for the password in what is hashed. */
  String PASSWORD = "{password}";

  /** The columns that must be there. */
  List<String> columns();

  /** The same with hashes of this key of {@code foreign-hashes}. */
  PasswordColumn ofKey(String key);

  /** A text that says all but its scheme. */
  record Whole(String column, ForeignHashes.Source source) implements PasswordColumn {

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public PasswordColumn ofKey(String key) {
      return new Whole(column, ForeignHashes.Source.key(key));
    }
  }

  /**
   * A hash without a text of its own.
   *
   * @param rounds the column that holds them, where each row has its own
   */
  record Parts(Optional<Part> salt, Part hash, Optional<String> rounds, ForeignHashes.Source source)
      implements PasswordColumn {

    @Override
    public List<String> columns() {
      return Stream.of(salt.map(Part::column), Optional.of(hash.column()), rounds)
          .flatMap(Optional::stream)
          .toList();
    }

    @Override
    public PasswordColumn ofKey(String key) {
      return new Parts(salt, hash, rounds, ForeignHashes.Source.key(key));
    }

    /** How this row's hash is read. */
    ForeignHashes.Source source(Optional<String> roundsOfRow) {
      if (roundsOfRow.isEmpty() || source.key().isPresent()) {
        return source;
      }
      Map<String, String> params = new HashMap<>(source.params());
      params.put("rounds", roundsOfRow.get());
      return ForeignHashes.Source.scheme(source.scheme(), Map.copyOf(params));
    }
  }

  /**
   * A part of a hash in a column of its own.
   *
   * @param encoding {@code text}, {@code hex} or {@code base64}
   */
  record Part(String column, String encoding) {}

  /**
   * How it stands in a map: {@code {column, scheme or with}}, or {@code {scheme: digest or pbkdf2,
   * digest, input, salt, hash, rounds, length, normalize}} whose salt and hash are {@code {column,
   * encoding}}.
   */
  static PasswordColumn of(Entries password) {
    if (password.has("hash")) {
      return parts(password);
    }
    password.allow(Set.of("column", "scheme", "with"));
    Optional<String> scheme = password.find("scheme");
    Optional<String> key = password.find("with");
    if (scheme.isPresent() == key.isPresent()) {
      throw new BadMap("password has either a scheme or the name of a key, with");
    }
    return new Whole(
        password.text("column"),
        key.map(ForeignHashes.Source::key)
            .orElseGet(() -> ForeignHashes.Source.scheme(scheme.orElseThrow())));
  }

  private static PasswordColumn parts(Entries password) {
    Optional<String> key = password.find("with");
    password.allow(
        key.isPresent()
            ? Set.of("with", "salt", "hash")
            : Set.of("scheme", "digest", "input", "salt", "hash", "rounds", "length", "normalize"));
    Part hash = part(password, "hash", "hex", Set.of("hex", "base64"));
    Optional<Part> salt =
        password.has("salt")
            ? Optional.of(part(password, "salt", "text", Set.of("text", "hex", "base64")))
            : Optional.empty();
    if (key.isPresent()) {
      return new Parts(salt, hash, Optional.empty(), ForeignHashes.Source.key(key.get()));
    }
    String scheme = password.text("scheme");
    if (!Set.of("digest", "pbkdf2").contains(scheme)) {
      throw new BadMap("a password whose hash lies apart has the scheme digest or pbkdf2");
    }
    Map<String, String> params = new HashMap<>();
    params.put("digest", password.text("digest"));
    params.put("encoding", hash.encoding());
    salt.ifPresent(part -> params.put("salt", part.encoding()));
    for (String name : List.of("length", "normalize")) {
      password.find(name).ifPresent(value -> params.put(name, value));
    }
    Optional<String> rounds = Optional.empty();
    if (scheme.equals("pbkdf2")) {
      if (password.has("input")) {
        throw new BadMap(
            "password.input says what is digested; pbkdf2 takes the password as it is");
      }
      rounds = password.columnOf("rounds");
      params.put("rounds", rounds.isPresent() ? "" : password.text("rounds"));
    } else {
      params.put("input", input(password, salt.isPresent()));
    }
    return new Parts(salt, hash, rounds, ForeignHashes.Source.scheme(scheme, Map.copyOf(params)));
  }

  private static String input(Entries password, boolean salted) {
    String input = password.find("input").orElse(salted ? SALT + PASSWORD : PASSWORD);
    if (!input.contains(PASSWORD) || input.contains(SALT) != salted) {
      throw new BadMap(
          "password.input holds " + PASSWORD + ", and " + SALT + " where there is a salt");
    }
    return input;
  }

  private static Part part(Entries password, String name, String usual, Set<String> encodings) {
    if (password.get(name) instanceof String column) {
      return new Part(column, usual);
    }
    Entries part = Entries.of("password." + name, password.get(name));
    part.allow(Set.of("column", "encoding"));
    String encoding = part.find("encoding").orElse(usual);
    if (!encodings.contains(encoding)) {
      throw new BadMap("password." + name + ".encoding is none of " + encodings);
    }
    return new Part(part.text("column"), encoding);
  }
}
