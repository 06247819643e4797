package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered is there after {@code kill -9}, and its mail is sent. */
@Tag("processes")
class KilledServerTest {

  private static final int CLIENTS = 4;
  private static final int ENOUGH = 40;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final GreenMail mailServer =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    mailServer.stop();
    client.close();
  }

  @Test
  void everyAcknowledgedRegistrationSurvivesAndItsMailIsSent() throws Exception {
    mailServer.start();
    int port = ServerProcess.freePort();
    Map<String, String> settings =
        Map.of(
            "VESTIBULE_HTTP_PORT",
            Integer.toString(port),
            "VESTIBULE_SMTP_URL",
            "smtp://127.0.0.1:" + mailServer.getSmtp().getPort());
    List<String> acknowledged = registerUntilKilled(port, settings);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);

    try (ServerProcess again = ServerProcess.start(folder, settings)) {
      for (String name : acknowledged) {
        assertThat(login(port, name)).as("log-in of %s", name).isEqualTo(200);
      }
      endLeases();
      Waiting.until(
          "the mail of every acknowledged registration",
          LONGEST,
          () -> recipients().containsAll(addresses(acknowledged)));
      assertThat(again.terminate()).isZero();
    }
  }

  /** As the time would: the killed one had mails in hand, for a minute. */
  private void endLeases() throws SQLException {
    String database = "jdbc:sqlite:" + folder.resolve("data/vestibule.db");
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute("update outbox set lease_until = 0 where lease is not null");
    }
  }

  private List<String> registerUntilKilled(int port, Map<String, String> settings)
      throws Exception {
    ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicInteger number = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    try (ServerProcess server = ServerProcess.start(folder, settings);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(
            () -> {
              while (register(port, "killed" + number.incrementAndGet(), acknowledged)) {
                enough.countDown();
              }
            });
      }
      assertThat(enough.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
      server.kill();
    }
    return List.copyOf(acknowledged);
  }

  /** Whether the server is still there. */
  private boolean register(int port, String name, ConcurrentLinkedQueue<String> acknowledged) {
    String body =
        "{\"username\": \"%s\", \"email\": \"%s@example.org\", \"pwd\": \"1234\"}"
            .formatted(name, name);
    try {
      if (post(port, "/user_account/registration", body) == 200) {
        acknowledged.add(name);
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private int login(int port, String name) throws IOException {
    return post(
        port, "/user_account/login", "{\"username\": \"%s\", \"pwd\": \"1234\"}".formatted(name));
  }

  private int post(int port, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private Set<String> recipients() {
    return Arrays.stream(mailServer.getReceivedMessages())
        .map(
            message -> {
              try {
                return message.getAllRecipients()[0].toString();
              } catch (MessagingException broken) {
                throw new IllegalStateException(broken);
              }
            })
        .collect(Collectors.toSet());
  }

  private static Set<String> addresses(List<String> names) {
    return names.stream().map(name -> name + "@example.org").collect(Collectors.toSet());
  }
}
