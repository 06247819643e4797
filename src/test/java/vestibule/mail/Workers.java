package vestibule.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import vestibule.Waiting;
import vestibule.core.outbox.Reach;

/** Workers on one outbox, and mail servers for them; all end with the test. */
final class Workers {

  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(20);

  final Post post = new Post();
  final Reach reach = new Reach();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Ends this before all that was opened before it. */
  void open(AutoCloseable closeable) {
    open.push(closeable);
  }

  OutboxWorker worker(String name, Transport transport) {
    return worker(name, 2, transport);
  }

  OutboxWorker worker(String name, int threads, Transport transport) {
    OutboxWorker.Settings settings = new OutboxWorker.Settings(name, threads, SHORT);
    OutboxWorker worker =
        new OutboxWorker(post.outbox, post.messages, transport, settings, new Gate(SHORT));
    open(() -> worker.stop(LONG));
    worker.start();
    return worker;
  }

  OutboxWorker worker(int port) {
    return worker("node", smtp(port));
  }

  /** Waits until no mail is due, and so none is on the way. */
  void awaitDry() {
    Waiting.until("the last mail that is due", LONG, post::isDry);
  }

  Smtp smtp(int port) {
    return smtp(port, Smtp.Tls.OPPORTUNISTIC, Optional.empty());
  }

  Smtp smtp(int port, Smtp.Tls tls, Optional<Smtp.Credentials> credentials) {
    Smtp.Settings settings =
        new Smtp.Settings("localhost", port, tls, credentials, "here", Post.FROM.address());
    Smtp smtp = new Smtp(settings, post.clock, reach);
    open(smtp);
    return smtp;
  }

  GreenMail greenMail(int port) {
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    server.start();
    open(server::stop);
    return server;
  }

  /** One that is not started yet, so that it can be told its users. */
  GreenMail stoppedGreenMail() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    open(server::stop);
    return server;
  }

  ScriptedServer replying(String command, String reply) throws IOException {
    ScriptedServer server = ScriptedServer.replying(command, reply);
    open(server);
    return server;
  }

  ScriptedServer scripted(Function<String, Optional<String>> script) throws IOException {
    ScriptedServer server = new ScriptedServer(script);
    open(server);
    return server;
  }

  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
