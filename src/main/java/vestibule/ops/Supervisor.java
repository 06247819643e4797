package vestibule.ops;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started this process, told in the protocol of sd_notify(3) how it is.
 *
 * <p>A message is a datagram to a Unix socket of Linux, which Java's own sockets cannot send.
 */
public final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final String SOCKET = "NOTIFY_SOCKET";

  // As the headers of Linux have them, on every processor that a JDK 25 runs on.
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_PATH = 108;

  private static final MemoryLayout SOCKADDR_UN =
      MemoryLayout.structLayout(
          JAVA_SHORT.withName("sun_family"),
          MemoryLayout.sequenceLayout(LONGEST_PATH, JAVA_BYTE).withName("sun_path"));

  private final Optional<String> socket;

  private Supervisor(Optional<String> socket) {
    this.socket = socket;
  }

  /** The manager that the environment names; one that hears nothing where it names none. */
  public static Supervisor of(Map<String, String> environment) {
    return new Supervisor(
        Optional.ofNullable(environment.get(SOCKET))
            .filter(path -> path.startsWith("/") || path.startsWith("@")));
  }

  /** The process serves. */
  public void tellReady() {
    tell("READY=1");
  }

  /** The process was told to end, and begins to. */
  public void tellStopping() {
    tell("STOPPING=1");
  }

  private void tell(String state) {
    socket.ifPresent(
        path -> {
          try {
            send(path.getBytes(UTF_8), state.getBytes(UTF_8));
          } catch (Throwable failed) {
            // The manager gives up waiting by itself; the server has nothing else to do about it.
            LOG.warn("The service manager could not be told {}", state, failed);
          }
        });
  }

  @SuppressWarnings("restricted")
  private static void send(byte[] path, byte[] state) throws Throwable {
    // A name that begins with @ is none of the file system's: its first byte is 0.
    if (path[0] == '@') {
      path[0] = 0;
    }
    MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    MethodHandle sendto =
        function("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    MethodHandle close = function("close", JAVA_INT, JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_UN);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
      MemorySegment message = arena.allocateFrom(JAVA_BYTE, state);
      int descriptor = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      long sent =
          (long)
              sendto.invokeExact(
                  descriptor,
                  message,
                  (long) state.length,
                  MSG_NOSIGNAL,
                  address,
                  Short.BYTES + path.length);
      int closed = (int) close.invokeExact(descriptor);
      if (sent != state.length || closed != 0) {
        throw new IllegalStateException("the socket did not take it");
      }
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... taken) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, taken));
  }
}
