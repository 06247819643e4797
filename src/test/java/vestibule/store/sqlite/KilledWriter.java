package vestibule.store.sqlite;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import vestibule.store.engine.Database;
import vestibule.store.engine.Databases;

/** A process that writes until it is killed, and says on stdout which rows it was promised. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) {
    Database database = Databases.open(Path.of(arguments[0]));
    AtomicLong ids = new AtomicLong();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 16; thread++) {
        threads.submit(
            () -> {
              while (true) {
                long id = ids.incrementAndGet();
                database.write(t -> Databases.insert(t.handle(), id));
                promise(id);
              }
            });
      }
    }
  }

  private static synchronized void promise(long id) {
    System.out.println(id);
    System.out.flush();
  }
}
