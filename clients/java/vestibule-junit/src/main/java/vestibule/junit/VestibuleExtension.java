package vestibule.junit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests a {@link VestibuleServer}, its {@link Mailbox} and its {@link Clock}. Each test has a
 * server for itself that begins empty, also where tests run in parallel. A class has one for all
 * its tests where it asks a static field ({@code @RegisterExtension}) for its {@link #server}, or
 * where its constructor or a method before all tests wants one.
 *
 * <p>The program is {@code vestibule} on the PATH, or what the system property {@code
 * vestibule.program} or the environment's {@code VESTIBULE_PROGRAM} names.
 */
public final class VestibuleExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(VestibuleExtension.class);

  private final Kind kind;
  private volatile Optional<ExtensionContext> testClass = Optional.empty();

  /** Servers of the program that is set, with its own defaults. */
  public VestibuleExtension() {
    this(new Kind(ServerProcess.program(), Map.of()));
  }

  private VestibuleExtension(Kind kind) {
    this.kind = kind;
  }

  /** What is alike of the servers of one pool. */
  private record Kind(List<String> program, Map<String, String> settings) {}

  private record PoolKey(Kind kind) {}

  private record LeaseKey(Kind kind) {}

  /** Servers with one more setting, as {@code VESTIBULE_PRIVACY} and {@code strict}. */
  public VestibuleExtension with(String name, String value) {
    Map<String, String> more = new TreeMap<>(kind.settings());
    more.put(name, value);
    return new VestibuleExtension(new Kind(kind.program(), Map.copyOf(more)));
  }

  /** Servers that another command starts. */
  public VestibuleExtension startedBy(String... command) {
    return new VestibuleExtension(new Kind(List.of(command), kind.settings()));
  }

  /**
   * The server of the whole class, for a static field.
   *
   * @throws IllegalStateException before the class has begun
   */
  public VestibuleServer server() {
    return server(
        testClass.orElseThrow(
            () ->
                new IllegalStateException(
                    "the extension is no static field with @RegisterExtension, or is asked"
                        + " early")));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    testClass = Optional.of(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == VestibuleServer.class || type == Mailbox.class || type == Clock.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    VestibuleServer server = server(context);
    if (type == Mailbox.class) {
      return server.mailbox();
    }
    return type == Clock.class ? server.clock() : server;
  }

  /** That of the test or its class, which gives it back when it ends. */
  private VestibuleServer server(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    return store
        .getOrComputeIfAbsent(
            new LeaseKey(kind), key -> pool(context).lease(), ServerPool.Lease.class)
        .server();
  }

  /** That of the whole run, which ends its servers. */
  private ServerPool pool(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            new PoolKey(kind),
            key -> new ServerPool(kind.program(), kind.settings()),
            ServerPool.class);
  }
}
