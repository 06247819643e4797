package vestibule.moving.exports;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.moving.MovingTargets.READING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import vestibule.moving.BadSource;
import vestibule.moving.MovingTargets;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** What other account servers export. */
public final class ExportTargets {

  private static final List<Opening> SYSTEMS =
      List.of(
          Exports::auth0,
          Exports::cognito,
          Exports::firebase,
          Exports::keycloak,
          Exports::kratos,
          Exports::superTokens);

  private static final Place.Kind[] KINDS = {Place.Kind.JSON, Place.Kind.LINES, Place.Kind.CSV};

  private ExportTargets() {}

  @FunctionalInterface
  private interface Opening {
    Source of(List<Place.InFile> files, Reading reading) throws IOException;
  }

  /** The first byte says whose export the rest is: people are told, or what is wrong with it. */
  public static void exports(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int first = Byte.toUnsignedInt(input[0]) % (SYSTEMS.size() * KINDS.length);
    byte[] export = Arrays.copyOfRange(input, 1, input.length);
    Opening system = SYSTEMS.get(first % SYSTEMS.size());
    MovingTargets.inFile(
        export,
        KINDS[first / SYSTEMS.size()],
        file -> {
          try (Source source = system.of(List.of(file), READING)) {
            MovingTargets.drain(source, export);
            source.notices().forEach(notice -> require(!notice.isBlank(), "in words", notice));
          } catch (BadSource damaged) {
            require(!damaged.getMessage().isBlank(), "what is wrong has words", damaged);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
