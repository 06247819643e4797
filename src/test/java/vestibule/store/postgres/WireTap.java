package vestibule.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A wire between a client and a PostgreSQL server on this machine, which a test can cut. */
public final class WireTap implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutsBefore = new AtomicInteger();
  private final AtomicInteger cutsAfter = new AtomicInteger();
  private volatile Consumer<byte[]> questions = bytes -> {};
  private volatile boolean refusing;
  private volatile CountDownLatch flowing = new CountDownLatch(0);

  public WireTap(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** From here every chunk that a client sends is told, too, to this listener. */
  public void onQuestion(Consumer<byte[]> listener) {
    questions = listener;
  }

  /** The next so many COMMITs never reach the server; their connections die. */
  public void cutBeforeCommit(int times) {
    cutsBefore.set(times);
  }

  /** The next so many COMMITs are done, and their answers never come; their connections die. */
  public void cutAfterCommit(int times) {
    cutsAfter.set(times);
  }

  /** All connections die; whether new ones are taken. */
  public void cut(boolean refuse) {
    refusing = refuse;
    open.forEach(WireTap::close);
  }

  /** From here bytes stop while connections stay, until they are let through again. */
  public void freeze() {
    flowing = new CountDownLatch(1);
  }

  public void thaw() {
    flowing.countDown();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        if (refusing) {
          client.close();
          continue;
        }
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> carry(client, server, true));
        Thread.ofVirtual().start(() -> carry(server, client, false));
      }
    } catch (IOException closed) {
      open.forEach(WireTap::close);
    }
  }

  private void carry(Socket from, Socket to, boolean asking) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        flowing.await();
        byte[] bytes = Arrays.copyOf(buffer, read);
        boolean commit = asking && holdsCommit(bytes);
        if (asking) {
          questions.accept(bytes);
        }
        if (commit && cutsBefore.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          return;
        }
        if (commit && cutsAfter.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
          from.close();
          out.write(bytes);
          out.flush();
          return;
        }
        out.write(bytes);
        out.flush();
      }
    } catch (IOException gone) {
      // Closing both is all that is left, and is done.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean holdsCommit(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains("\0COMMIT\0");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    thaw();
    open.forEach(WireTap::close);
  }
}
