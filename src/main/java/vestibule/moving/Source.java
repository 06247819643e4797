package vestibule.moving;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of another system, in an order that stays the same from one reading to the next. */
public interface Source extends Closeable {

  /** The next row; empty at the end. */
  Optional<Incoming> next() throws IOException;

  /** Passes over the next row; its old id, "" where that could not be read; empty at the end. */
  default Optional<String> skip() throws IOException {
    return next().map(Incoming::oldId);
  }

  /** What the other system's roles permit, by their names: here it is to be the same. */
  default Map<String, Set<String>> roles() {
    return Map.of();
  }

  /** What is wrong with the whole, for the operator; known when all rows were read. */
  default List<String> notices() {
    return List.of();
  }

  /** How a source is read once more from its beginning. */
  @FunctionalInterface
  interface Opener {
    /** Begins to read. */
    Source open() throws IOException;
  }
}
