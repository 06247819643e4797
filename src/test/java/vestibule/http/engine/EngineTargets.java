package vestibule.http.engine;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.wire;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bytes of a connection, and the host that they name. */
public final class EngineTargets {

  private static final int HEAD = 512;
  private static final int BODY = 256;

  private EngineTargets() {}

  /** A host is one to the JDK too, and stays good when it is sent again. */
  public static void hosts(byte[] input) {
    String host = wire(input);
    Hosts hosts = new Hosts();
    boolean good = hosts.areGood(List.of(host));
    requireSame(hosts.areGood(List.of(host)), good, "the same host is judged alike");
    require(!hosts.areGood(List.of(host, host)), "two hosts are none", host);
    require(!good || host.chars().allMatch(c -> c > ' ' && c < 0x7F), "a host is visible", host);
    require(!good || host.indexOf('/') < 0 && host.indexOf('@') < 0, "a host is no more", host);
    if (good && host.matches("[A-Za-z0-9.:\\[\\]-]+")) {
      try {
        requireSame(new URI("http://" + host).getRawAuthority(), host, "the JDK sees it");
      } catch (URISyntaxException stricter) {
        require(host.startsWith("["), "the JDK reads names", host);
      }
    }
  }

  /** Whatever comes, it is read to its end or refused, and nothing is read beyond the bounds. */
  public static void frames(byte[] input) {
    boolean[] given = new boolean[1];
    FramedReader reader =
        new FramedReader(
            () -> {
              if (given[0] || input.length == 0) {
                return null;
              }
              given[0] = true;
              return input.clone();
            },
            () -> {},
            HEAD,
            BODY);
    try {
      if (head(reader)) {
        chunks(reader);
      }
    } catch (RequestException
        | EarlyRefusal
        | DataReader.InsufficientDataAvailableException
        | DataReader.IncorrectNewLineException refused) {
      reader.requestLine();
      reader.origin();
    }
  }

  /** In the steps of Helidon's parsers; a line without a colon is where they end. */
  private static boolean head(FramedReader reader) {
    int end = reader.findNewLine(HEAD);
    reader.readBytes(end);
    reader.skip(2);
    require(reader.requestLine().length() <= HEAD, "a request line is bounded", end);
    int bytes = 0;
    while (!reader.startsWithNewLine()) {
      int name = reader.findOrNewLine((byte) ':', HEAD - bytes);
      if (name < 0) {
        return false;
      }
      reader.readAsciiString(name);
      reader.skip(1);
      int value = reader.findNewLine(HEAD - bytes);
      reader.readLazyString(StandardCharsets.US_ASCII, value);
      reader.skip(2);
      bytes += name + value + 3;
      require(bytes <= 3 * HEAD, "a head is bounded", bytes);
    }
    reader.skip(2);
    reader.headRead(bytes);
    return true;
  }

  private static void chunks(FramedReader reader) {
    int all = 0;
    while (all <= BODY) {
      int size = Integer.parseUnsignedInt(reader.readLine(), 16);
      if (size == 0) {
        reader.readLine();
        return;
      }
      reader.readBuffer(size);
      reader.skip(2);
      require(size > 0 && size <= BODY, "a chunk is bounded", size);
      all += size;
    }
  }
}
