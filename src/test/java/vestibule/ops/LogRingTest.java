package vestibule.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events on their way from many threads to one stream. */
class LogRingTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Logger logger(LogRing ring) {
    return new RingLogger("vestibule.test", ring, NOON);
  }

  private static Thread startWriter(LogRing ring) {
    return Thread.ofPlatform().daemon().start(ring::writeForever);
  }

  @Test
  void aFullRingDropsTheNewestAndSaysHowMany() throws InterruptedException {
    LogRing ring = new LogRing(3, out);
    IntStream.rangeClosed(1, 5).forEach(i -> logger(ring).info("event {}", i));
    assertThat(ring.dropped()).isEqualTo(2);
    ring.writeBatch();
    logger(ring).info("event 6");
    ring.writeBatch();
    assertThat(lines())
        .containsExactly(
            "2026-11-21T12:00:00.000Z INFO  vestibule.test event 1",
            "2026-11-21T12:00:00.000Z INFO  vestibule.test event 2",
            "2026-11-21T12:00:00.000Z INFO  vestibule.test event 3",
            "2026-11-21T12:00:00.000Z WARN  vestibule.ops.Logging 2 events were dropped: the log's"
                + " ring of 3 was full",
            "2026-11-21T12:00:00.000Z INFO  vestibule.test event 6");
    assertThat(ring.dropped()).isEqualTo(2);
  }

  @Test
  void eachThreadsEventsKeepTheirOrderAndNoneIsLostOrDoubled() throws Exception {
    LogRing ring = new LogRing(40_000, out);
    Thread writer = startWriter(ring);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                t ->
                    Thread.ofVirtual()
                        .start(
                            () ->
                                IntStream.range(0, 5000)
                                    .forEach(i -> logger(ring).info("{}:{}", t, i))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ring.flush(LONG)).isTrue();
    writer.interrupt();
    writer.join();
    for (int t = 0; t < 8; t++) {
      String prefix = "2026-11-21T12:00:00.000Z INFO  vestibule.test " + t + ":";
      assertThat(lines().stream().filter(line -> line.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, 5000).mapToObj(i -> prefix + i).toList());
    }
    assertThat(lines()).hasSize(40_000);
  }

  @Test
  void flushWaitsForTheStreamAndGivesUpInTime() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch mayWrite = new CountDownLatch(1);
    LogRing ring = new LogRing(10, blocked(reached, mayWrite));
    assertThat(ring.flush(Duration.ZERO)).as("nothing to wait for").isTrue();
    startWriter(ring);
    logger(ring).info("held up");
    reached.await();
    assertThat(ring.flush(Duration.ofMillis(20))).isFalse();
    mayWrite.countDown();
    assertThat(ring.flush(LONG)).isTrue();
    assertThat(lines()).hasSize(1);
  }

  private OutputStream blocked(CountDownLatch reached, CountDownLatch mayWrite) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new AssertionError("one write for each batch");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        reached.countDown();
        try {
          mayWrite.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        out.write(bytes, offset, length);
      }
    };
  }

  @Test
  void aStreamThatFailsDoesNotEndTheWriter() {
    LogRing ring =
        new LogRing(
            10,
            new OutputStream() {
              private boolean failed;

              @Override
              public void write(int b) throws IOException {
                throw new IOException("one write for each batch");
              }

              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!failed) {
                  failed = true;
                  throw new IOException("Broken pipe");
                }
                out.write(bytes, offset, length);
              }
            });
    startWriter(ring);
    logger(ring).info("lost");
    assertThat(ring.flush(LONG)).isTrue();
    logger(ring).info("written");
    assertThat(ring.flush(LONG)).isTrue();
    assertThat(lines()).singleElement().asString().endsWith("written");
  }

  @Test
  void librariesSpeakFromWarnOnAndOurPackagesFromInfo() throws InterruptedException {
    LogRing ring = new LogRing(10, out);
    for (String name : List.of("vestibule", "vestibule.core.account", "vestibules", "com.zaxxer")) {
      Logger logger = new RingLogger(name, ring, NOON);
      logger.debug("debug");
      logger.info("info");
      logger.warn("warn");
    }
    ring.writeBatch();
    assertThat(lines().stream().map(line -> line.substring(25)))
        .containsExactly(
            "INFO  vestibule info",
            "WARN  vestibule warn",
            "INFO  vestibule.core.account info",
            "WARN  vestibule.core.account warn",
            "WARN  vestibules (words of a library are not logged)",
            "WARN  com.zaxxer (words of a library are not logged)");
  }

  @Test
  void slf4jFindsThisLogAndSoDoesTheJdk() {
    assertThat(LoggerFactory.getLogger("x")).isInstanceOf(RingLogger.class);
    System.getLogger("io.helidon.test").log(System.Logger.Level.INFO, "not to be seen");
    assertThat(Logging.flush(LONG)).isTrue();
    assertThat(Logging.dropped()).isZero();
  }
}
