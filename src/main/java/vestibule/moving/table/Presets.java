package vestibule.moving.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The maps that come with this program, as text with comments that help to adapt them. */
public final class Presets {

  private Presets() {}

  /** The map of a source that has one. */
  public static String map(String source) {
    try (InputStream in = Presets.class.getResourceAsStream("/moving/" + source + ".yaml")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
