package vestibule.crypto;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** The scheduling weight of a single thread, which Linux knows and Java does not. */
final class ThreadPriority {

  private static final int PRIO_PROCESS = 0;

  private ThreadPriority() {}

  /**
   * Makes the calling platform thread yield to threads with a smaller value.
   *
   * @param value 0 (as others) to 19
   * @return whether it worked; elsewhere than on Linux nothing is done, as the call would mean the
   *     whole process
   */
  @SuppressWarnings("restricted")
  static boolean ofThisThread(int value) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle setpriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      return (int) setpriority.invokeExact(PRIO_PROCESS, 0, value) == 0;
    } catch (Throwable unavailable) {
      // Hashes are then computed at the weight of everything else.
      return false;
    }
  }
}
