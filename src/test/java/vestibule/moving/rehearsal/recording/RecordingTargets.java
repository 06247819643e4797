package vestibule.moving.rehearsal.recording;

import static vestibule.fuzz.Fuzzed.require;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Recordings of what an old server was asked. */
public final class RecordingTargets {

  private RecordingTargets() {}

  /** A recording is read to its end, or it is said what is wrong and where. */
  public static void recordings(byte[] input) {
    drain(() -> HarRecording.of(new ByteArrayInputStream(input)), input.length);
    drain(() -> LineRecording.of(new ByteArrayInputStream(input)), input.length);
  }

  private static void drain(Supplier<Recording> opening, int most) {
    try (Recording recording = opening.get()) {
      int found = 0;
      Optional<Recording.Entry> next = recording.next();
      while (next.isPresent()) {
        found++;
        require(found <= most, "entries are told", found);
        next = recording.next();
      }
    } catch (BadRecording damaged) {
      require(!damaged.getMessage().isBlank(), "what is wrong has words", damaged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
