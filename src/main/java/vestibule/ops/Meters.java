package vestibule.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import vestibule.core.audit.Refusals;
import vestibule.http.Listener;

/** The figures of this node, in the text format of Prometheus. */
public final class Meters {

  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentMap<Series, Timer> requests = new ConcurrentHashMap<>();

  /** Figures that every node has. */
  public Meters() {
    FunctionCounter.builder("vestibule.log.dropped", this, meters -> Logging.dropped())
        .description("Log events dropped because nobody took them in time")
        .register(registry);
    gauge(
        "vestibule.memory.used",
        "Bytes of heap in use",
        () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
  }

  /** Counts one answered request by route, method and status; the path itself never shows. */
  public void answered(Listener.Exchange exchange) {
    Series series =
        new Series(
            exchange.request().template(), exchange.request().method().name(), exchange.status());
    Timer known = requests.get(series);
    Timer timer = known != null ? known : requests.computeIfAbsent(series, this::timer);
    timer.record(exchange.nanos(), TimeUnit.NANOSECONDS);
  }

  /** Adds a figure that is read when somebody asks. */
  public void gauge(String name, String description, DoubleSupplier value) {
    Gauge.builder(name, value::getAsDouble).description(description).register(registry);
  }

  /** Adds a figure that is one of several under one name, told apart by a tag. */
  public void gauge(
      String name, String description, String tag, String value, DoubleSupplier figure) {
    Gauge.builder(name, figure::getAsDouble)
        .description(description)
        .tag(tag, value)
        .register(registry);
  }

  /** Adds a figure that only grows and is read when somebody asks; one of a name for each kind. */
  public void counter(String name, String description, String kind, DoubleSupplier value) {
    // Held weakly, unlike a gauge: so it is these meters, which the server has.
    FunctionCounter.builder(name, this, _ -> value.getAsDouble())
        .description(description)
        .tag("kind", kind)
        .register(registry);
  }

  /** Counts how log-ins ended, by door. */
  public void signIns(Collection<String> doors, Refusals refusals) {
    for (String door : doors) {
      for (Refusals.Ending ending : Refusals.Ending.values()) {
        FunctionCounter.builder("vestibule.sign.ins", refusals, it -> it.signIns(door, ending))
            .description("Log-ins by door and by how they ended")
            .tag("door", door)
            .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
  }

  public String scrape() {
    return registry.scrape();
  }

  /** Routes, methods and statuses are few, so their product is bounded. */
  private Timer timer(Series series) {
    return Timer.builder("vestibule.http.requests")
        .description("Answered requests")
        .tag("route", series.route().isEmpty() ? "unknown" : series.route())
        .tag("method", series.method())
        .tag("status", Integer.toString(series.status()))
        .register(registry);
  }

  private record Series(String route, String method, int status) {}
}
