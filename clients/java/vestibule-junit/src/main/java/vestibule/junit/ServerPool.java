package vestibule.junit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Servers of one kind: a test has one for itself, and the next test gets it when everything in it
 * is forgotten. There are as many as tests that run at the same time.
 */
final class ServerPool implements AutoCloseable {

  private final List<String> program;
  private final Map<String, String> settings;
  private final List<ServerProcess> all = new ArrayList<>();
  private final Deque<ServerProcess> idle = new ArrayDeque<>();

  ServerPool(List<String> program, Map<String, String> settings) {
    this.program = program;
    this.settings = settings;
  }

  /** A server, until it is given back. */
  Lease lease() {
    ServerProcess process = idle();
    return new Lease(this, process, new VestibuleServer(process.url()));
  }

  private ServerProcess idle() {
    synchronized (this) {
      if (!idle.isEmpty()) {
        return idle.removeFirst();
      }
    }
    ServerProcess started = ServerProcess.start(program, settings);
    synchronized (this) {
      all.add(started);
    }
    return started;
  }

  private synchronized void giveBack(ServerProcess process) {
    idle.addFirst(process);
  }

  @Override
  public void close() {
    List<ServerProcess> ending;
    synchronized (this) {
      ending = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    ending.parallelStream().forEach(ServerProcess::close);
  }

  /** A server that somebody has for themselves. */
  record Lease(ServerPool pool, ServerProcess process, VestibuleServer server)
      implements AutoCloseable {

    /** One that cannot forget what was in it is not used again. */
    @Override
    public void close() {
      try {
        server.reset();
      } catch (IllegalStateException e) {
        process.close();
        throw e;
      }
      pool.giveBack(process);
    }
  }
}
