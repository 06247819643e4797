package vestibule.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that says what a test wants, line by line. */
public final class ScriptedServer implements AutoCloseable {

  /** In place of a reply: closes the connection. */
  static final String HANG_UP = "";

  /** In place of a reply: says nothing, and waits for the next line. */
  static final String SILENCE = "silence";

  public final List<String> lines = new CopyOnWriteArrayList<>();
  public final List<String> mails = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket listener;
  private final Function<String, Optional<String>> script;
  private volatile Optional<SSLContext> startTls = Optional.empty();
  private volatile Optional<SSLContext> implicitTls = Optional.empty();

  /**
   * Answers by the script, and where that has no answer like a server that takes everything.
   *
   * @param script sees each command, {@code GREETING}, and {@code .} for the end of a mail
   */
  public ScriptedServer(Function<String, Optional<String>> script) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  /** Answers commands that begin like this with this reply. */
  public static ScriptedServer replying(String command, String reply) throws IOException {
    return new ScriptedServer(
        line ->
            Optional.of(reply).filter(any -> line.toUpperCase(Locale.ROOT).startsWith(command)));
  }

  /** Offers STARTTLS; after it, offers it no more. */
  ScriptedServer offering(SSLContext tls) {
    startTls = Optional.of(tls);
    return this;
  }

  /** Speaks TLS from the first byte. */
  ScriptedServer speaking(SSLContext tls) {
    implicitTls = Optional.of(tls);
    return this;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean secure = implicitTls.isPresent();
      Socket spoken = secure ? over(socket, implicitTls.get()) : socket;
      if (converse(spoken, secure, "GREETING") && startTls.isPresent()) {
        converse(over(socket, startTls.get()), true, "");
      }
    } catch (IOException gone) {
      return;
    }
  }

  private static Socket over(Socket socket, SSLContext tls) throws IOException {
    var secure =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, "", socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    return secure;
  }

  /** Talks until one side hangs up; true when TLS is to begin. */
  private boolean converse(Socket socket, boolean secure, String first) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = socket.getOutputStream();
    if (!first.isEmpty() && !answer(first, secure, out)) {
      return false;
    }
    String line = in.readLine();
    while (line != null) {
      lines.add(line);
      if (line.equals("STARTTLS") && script.apply(line).isEmpty()) {
        say("220 Go ahead", out);
        return true;
      }
      if (line.equals("DATA") && script.apply("DATA").isEmpty()) {
        say("354 Go on", out);
        mails.add(mail(in));
        line = ".";
      }
      line = answer(line, secure, out) ? in.readLine() : null;
    }
    return false;
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    String line = in.readLine();
    while (line != null && !line.equals(".")) {
      mail.append(line).append('\n');
      line = in.readLine();
    }
    return mail.toString();
  }

  private boolean answer(String line, boolean secure, OutputStream out) throws IOException {
    String reply = script.apply(line).orElseGet(() -> good(line, secure));
    if (reply.equals(HANG_UP)) {
      return false;
    }
    if (!reply.equals(SILENCE)) {
      say(reply, out);
    }
    return !reply.startsWith("421") && !line.equals("QUIT");
  }

  private String good(String line, boolean secure) {
    String offer = startTls.isPresent() && !secure ? "250-STARTTLS\r\n" : "";
    return switch (line.split(" ")[0]) {
      case "GREETING" -> "220 scripted";
      case "EHLO" -> "250-scripted\r\n" + offer + "250 8BITMIME";
      case "QUIT" -> "221 Bye";
      default -> "250 OK";
    };
  }

  private static void say(String reply, OutputStream out) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Closes the connections, but goes on listening. */
  void dropConnections() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    dropConnections();
  }
}
