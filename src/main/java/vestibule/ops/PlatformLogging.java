package vestibule.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The configuration of java.util.logging, which asks for it when the first library uses it:
 * everything goes into the program's own log.
 */
public final class PlatformLogging {

  // RingLogger refuses anything less from a library, so it need not cross the bridge.
  private static final String CONFIGURATION =
      "handlers = " + SLF4JBridgeHandler.class.getName() + "\n.level = WARNING\n";

  /** Called by the JDK, which finds the class by {@code java.util.logging.config.class}. */
  public PlatformLogging() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
