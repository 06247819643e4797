package vestibule;

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
import java.util.Optional;

/** The socket at which a service manager hears of its processes: of datagrams, and of Linux. */
public final class NotifySocket implements AutoCloseable {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int LONGEST = 256;

  private static final MethodHandle SOCKET =
      function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECV =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private final Arena arena = Arena.ofShared();
  private final int descriptor;

  /** A socket at a path, or in the abstract namespace under a name that begins with @. */
  public NotifySocket(String name) throws Throwable {
    byte[] path = name.replaceFirst("^@", "\0").getBytes(UTF_8);
    MemorySegment address = arena.allocate(Short.BYTES + path.length, Short.BYTES);
    address.set(JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
    descriptor = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM, 0);
    int bound = (int) BIND.invokeExact(descriptor, address, (int) address.byteSize());
    if (bound != 0) {
      throw new IllegalStateException("no socket at " + name);
    }
  }

  /** What came next; it was there when the sender went on. */
  public Optional<String> next() {
    MemorySegment buffer = arena.allocate(LONGEST);
    long length = received(buffer);
    return length < 0
        ? Optional.empty()
        : Optional.of(new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), UTF_8));
  }

  private long received(MemorySegment buffer) {
    try {
      return (long) RECV.invokeExact(descriptor, buffer, (long) LONGEST, MSG_DONTWAIT);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    try {
      int unused = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
    arena.close();
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... taken) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, taken));
  }
}
