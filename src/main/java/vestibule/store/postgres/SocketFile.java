package vestibule.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * Connections to a server on this machine by its socket in the file system. The driver takes only
 * sockets of java.net, and the JDK has only channels. The library that joins them reads in native
 * code, where a virtual thread keeps its processor while the server works.
 */
public final class SocketFile extends SocketFactory {

  private static final ScheduledThreadPoolExecutor TIMEOUTS = timeouts();

  private final UnixDomainSocketAddress file;

  /** Called by the driver, by this class's name. */
  public SocketFile(String file) {
    this.file = UnixDomainSocketAddress.of(file);
  }

  private static ScheduledThreadPoolExecutor timeouts() {
    ScheduledThreadPoolExecutor timeouts =
        new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name("socket-timeouts").unstarted(work));
    timeouts.setRemoveOnCancelPolicy(true);
    return timeouts;
  }

  @Override
  public Socket createSocket() throws IOException {
    return new Connection(SocketChannel.open(StandardProtocolFamily.UNIX), file);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, java.net.InetAddress from, int fromPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(java.net.InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(
      java.net.InetAddress host, int port, java.net.InetAddress from, int fromPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    Socket socket = createSocket();
    socket.connect(file);
    return socket;
  }

  /** One connection; whichever address the driver names, it leads to the file. */
  private static final class Connection extends Socket {

    private final SocketChannel channel;
    private final UnixDomainSocketAddress file;
    private final OutputStream out;
    private volatile int timeout;

    Connection(SocketChannel channel, UnixDomainSocketAddress file) {
      this.channel = channel;
      this.file = file;
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void connect(SocketAddress address) throws IOException {
      channel.connect(file);
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      channel.connect(file);
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          return receive(ByteBuffer.wrap(bytes, offset, length));
        }
      };
    }

    /** Closes the channel after a time-out, as the rest of an answer may still come. */
    private int receive(ByteBuffer bytes) throws IOException {
      int patience = timeout;
      if (patience == 0) {
        return channel.read(bytes);
      }
      ScheduledFuture<?> end = TIMEOUTS.schedule(this::cut, patience, TimeUnit.MILLISECONDS);
      try {
        return channel.read(bytes);
      } catch (AsynchronousCloseException closed) {
        throw new SocketTimeoutException("no answer in " + patience + " ms");
      } finally {
        end.cancel(false);
      }
    }

    private void cut() {
      try {
        channel.close();
      } catch (IOException alreadyGone) {
        // It is closed in any case.
      }
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    @Override
    public boolean isClosed() {
      return !channel.isOpen();
    }

    @Override
    public boolean isConnected() {
      return channel.isConnected();
    }

    @Override
    public void setSoTimeout(int milliseconds) {
      timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
      return timeout;
    }

    /** A file knows no Nagle. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}
  }
}
