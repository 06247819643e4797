package vestibule.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import vestibule.core.disk.OwnersOnly;
import vestibule.core.store.TrailRow;
import vestibule.http.body.Json;

/**
 * A file that other programs read the audit trail from, a JSON object a line. It is opened each
 * time, so that it may be moved away by whoever rotates logs.
 */
public record AuditStream(Path file) implements Consumer<List<TrailRow>> {

  private static final Set<StandardOpenOption> APPEND =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

  /**
   * Appends events, and returns once they are on the disk.
   *
   * @throws UncheckedIOException when they cannot be written
   */
  @Override
  public void accept(List<TrailRow> rows) {
    StringBuilder lines = new StringBuilder();
    for (TrailRow row : rows) {
      byte[] line = Json.compact(AuditJson.of(row));
      lines.append(new String(line, StandardCharsets.UTF_8)).append('\n');
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel = FileChannel.open(file, APPEND, OwnersOnly.FILE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("the audit stream cannot be written", unwritable);
    }
  }
}
