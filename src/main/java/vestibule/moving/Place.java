package vestibule.moving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** Where the rows of another system are. */
public sealed interface Place {

  /** What kind of place it is. */
  Kind kind();

  /** The kinds of places. */
  enum Kind {
    /** A file with a value of JSON in each line. */
    LINES,
    /** A file that is one value of JSON. */
    JSON,
    /** A file of values between commas, whose first line names the columns. */
    CSV,
    /** A folder with files of the other kinds. */
    FOLDER,
    DATABASE;

    /** What the name of a file says. */
    public static Optional<Kind> ofFile(String name) {
      String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
      return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
        case "jsonl", "ndjson" -> Optional.of(LINES);
        case "json" -> Optional.of(JSON);
        case "csv" -> Optional.of(CSV);
        default -> Optional.empty();
      };
    }
  }

  /** A file, which gzip has packed where its name ends with {@code .gz}. */
  record InFile(Path path, Kind kind) implements Place {

    private static final int BUFFER = 1 << 16;

    /** Begins to read what the file holds, unpacked. */
    public InputStream open() throws IOException {
      InputStream raw = Files.newInputStream(path);
      return path.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw;
    }
  }

  /**
   * A folder.
   *
   * @param files those in it that a source can be in, in the order of their names and numbers
   */
  record InFolder(List<InFile> files) implements Place {

    public InFolder {
      files = List.copyOf(files);
    }

    @Override
    public Kind kind() {
      return Kind.FOLDER;
    }
  }

  /**
   * A database, which is only read.
   *
   * @param connecting makes a connection, which is closed by whoever asks for it
   */
  record InDatabase(Supplier<Connection> connecting) implements Place {

    /** A new connection. */
    public Connection connect() {
      return connecting.get();
    }

    @Override
    public Kind kind() {
      return Kind.DATABASE;
    }
  }
}
