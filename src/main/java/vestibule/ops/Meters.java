package vestibule.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import vestibule.http.Listener;

/**
 * The figures of this node, in the text format of Prometheus. Whatever is not counted as it happens
 * is made when somebody asks for the first time: no start waits for it.
 */
public final class Meters {

  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentMap<Series, Timers> requests = new ConcurrentHashMap<>();
  private final Durations durations = new Durations();
  private final List<Runnable> later = new ArrayList<>();
  private final List<Once<?>> readOnce = new ArrayList<>();

  /** Figures that every node has. */
  public Meters() {
    counter(
        "vestibule.log.dropped",
        "Log events dropped because nobody took them in time",
        Map.of(),
        Logging::dropped);
    gauge(
        "vestibule.memory.used",
        "Bytes of heap in use",
        Map.of(),
        () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    later(() -> registry.getPrometheusRegistry().register(durations));
    later(() -> measureProcess(registry.getPrometheusRegistry()));
  }

  /** Under the names that all clients of Prometheus give them. */
  private static void measureProcess(PrometheusRegistry into) {
    ProcessMetrics.builder().register(into);
    JvmRuntimeInfoMetric.builder().register(into);
    JvmMemoryMetrics.builder().register(into);
    JvmGarbageCollectorMetrics.builder().register(into);
    JvmBufferPoolMetrics.builder().register(into);
    JvmThreadsMetrics.builder().register(into);
    JvmClassLoadingMetrics.builder().register(into);
  }

  /** Counts one answered request by route, method and status; the path itself never shows. */
  public void answered(Listener.Exchange exchange) {
    Series series =
        new Series(
            exchange.request().template(), exchange.request().method().name(), exchange.status());
    Timers known = requests.get(series);
    Timers timers =
        known != null
            ? known
            : requests.computeIfAbsent(series, one -> timers(one, exchange.request().surface()));
    timers.byRoute().record(exchange.nanos(), TimeUnit.NANOSECONDS);
    timers.bySurface().record(exchange.nanos());
  }

  /**
   * Adds a figure that is read when somebody asks.
   *
   * @param labels tell it from others of its name; their values are words of the program
   */
  public void gauge(
      String name, String description, Map<String, String> labels, DoubleSupplier value) {
    later(
        () ->
            Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(tags(labels))
                .register(registry));
  }

  /** Adds a figure that only grows since the start, and is read when somebody asks. */
  public void counter(
      String name, String description, Map<String, String> labels, DoubleSupplier value) {
    later(
        () ->
            // Held weakly, unlike a gauge: so it is these meters, which the server has.
            FunctionCounter.builder(name, this, _ -> value.getAsDouble())
                .description(description)
                .tags(tags(labels))
                .register(registry));
  }

  /** What several figures are taken from: it is read once for each answer. */
  public <T> Supplier<T> once(Supplier<T> reading) {
    Once<T> once = new Once<>(reading);
    later(() -> readOnce.add(once));
    return once;
  }

  private synchronized void later(Runnable registration) {
    later.add(registration);
  }

  /** All figures, as they are now. */
  public synchronized String scrape() {
    later.forEach(Runnable::run);
    later.clear();
    readOnce.forEach(Once::forget);
    return registry.scrape();
  }

  private static List<Tag> tags(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> Tag.of(label.getKey(), label.getValue()))
        .toList();
  }

  /** Routes, methods and statuses are few, so their product is bounded. */
  private Timers timers(Series series, String surface) {
    Timer byRoute =
        Timer.builder("vestibule.http.requests")
            .description("Answered requests")
            .tag("route", series.route().isEmpty() ? "unknown" : series.route())
            .tag("method", series.method())
            .tag("status", Integer.toString(series.status()))
            .register(registry);
    return new Timers(byRoute, durations.of(surface, series.status()));
  }

  private record Series(String route, String method, int status) {}

  private record Timers(Timer byRoute, Durations.Histogram bySurface) {}

  /** A reading that is kept while one answer is made, which one thread does at a time. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> reading;
    private List<T> read = List.of();

    Once(Supplier<T> reading) {
      this.reading = reading;
    }

    void forget() {
      read = List.of();
    }

    @Override
    public T get() {
      if (read.isEmpty()) {
        read = List.of(reading.get());
      }
      return read.getFirst();
    }
  }
}
