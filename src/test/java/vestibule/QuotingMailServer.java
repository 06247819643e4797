package vestibule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that refuses each mail and quotes its recipient and its code while it does. */
final class QuotingMailServer implements AutoCloseable {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{24,}");
  private static final Pattern TO = Pattern.compile("(?i)RCPT TO:<([^@>]*)@([^>]*)>.*");

  private final ServerSocket listener;
  private final List<String> codes = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();

  QuotingMailServer() throws IOException {
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What it has seen of codes. */
  List<String> codes() {
    return codes;
  }

  int refused() {
    return refused.get();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = socket.getOutputStream();
      say(out, "220 quoting");
      String local = "";
      String domain = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher to = TO.matcher(line);
        if (to.matches()) {
          local = to.group(1);
          domain = to.group(2);
        }
        if (line.equals("DATA")) {
          say(out, "354 go on");
          String code = code(in);
          refused.incrementAndGet();
          say(
              out,
              "550 5.1.1 <%1$s@%2$s>: no user %1$s, for http://localhost/c/%3$s and %3$s"
                  .formatted(local, domain, code));
        } else {
          say(out, line.startsWith("QUIT") ? "221 bye" : "250 ok");
        }
      }
    } catch (IOException gone) {
      return;
    }
  }

  private String code(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    StringBuilder decoded = new StringBuilder();
    for (String line = in.readLine(); !line.equals("."); line = in.readLine()) {
      if (line.matches("[A-Za-z0-9+/]{60,}={0,2}")) {
        mail.append(line);
      } else {
        decoded.append(text(mail)).append(line).append('\n');
        mail.setLength(0);
      }
    }
    Matcher links = Pattern.compile("http\\S+").matcher(decoded.append(text(mail)));
    while (links.find()) {
      Matcher code = CODE.matcher(links.group());
      if (code.find()) {
        codes.add(code.group());
        return code.group();
      }
    }
    return "none";
  }

  private static String text(StringBuilder base64) {
    return new String(Base64.getMimeDecoder().decode(base64.toString()), StandardCharsets.UTF_8);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
