package vestibule.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import vestibule.core.disk.OwnersOnly;

/**
 * The sign that servers work on a database file: a lock on a file beside it, which ends with its
 * process however that ends. What a server would write while a database moves away would be lost.
 */
public final class ServerLock implements AutoCloseable {

  private static final Set<StandardOpenOption> OPENED =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final FileChannel channel;

  private ServerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** A server's: any number of them, while nobody moves the database. */
  public static Optional<ServerLock> shared(Path database) {
    return take(database, true);
  }

  /** A mover's: alone. Empty while a server works on the database. */
  public static Optional<ServerLock> alone(Path database) {
    return take(database, false);
  }

  private static Optional<ServerLock> take(Path database, boolean shared) {
    Path file = database.resolveSibling(database.getFileName() + "-serving");
    try {
      OwnersOnly.file(file);
      FileChannel channel = FileChannel.open(file, OPENED, OwnersOnly.FILE);
      FileLock lock = tryLock(channel, shared);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new ServerLock(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    }
  }

  /** Within one process the second lock on a file is an exception, whatever its kind. */
  private static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException ownProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unlock the database", e);
    }
  }
}
