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
   * Makes the calling platform thread yield to threads with a smaller value. Elsewhere than on
   * Linux it does nothing, as the call would mean the whole process.
   *
   * @param value 0 (as others) to 19
   */
  @SuppressWarnings("restricted")
  static void ofThisThread(int value) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle setpriority =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, JAVA_INT));
      setpriority.invokeExact(PRIO_PROCESS, 0, value);
    } catch (Throwable unavailable) {
      // Hashes are then computed at the weight of everything else.
      return;
    }
  }
}
