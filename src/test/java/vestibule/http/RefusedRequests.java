package vestibule.http;

import static vestibule.http.TestServer.GOOD;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Requests that no server may serve, byte by byte, each with a good one hidden where it can be. */
final class RefusedRequests {
  /** What is not refused by 400, by the beginning of its name. */
  private static final Map<String, Integer> STATUSES =
      Map.of("long target", 414, "long", 431, "version", 505, "unknown coding", 501);

  private RefusedRequests() {}

  /** The status that refuses the one of this name. */
  static int status(String name) {
    return STATUSES.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(400);
  }

  /** All of them by name. */
  static Map<String, String> all() {
    Map<String, String> refused = new TreeMap<>();
    String post = "POST /a/echo HTTP/1.1\r\nHost: x\r\n";
    String te = "Transfer-Encoding: chunked\r\n";
    String smuggled = "0\r\n\r\n" + GOOD;
    refused.put("CL and TE", post + "Content-Length: 5\r\n" + te + "\r\n" + smuggled);
    refused.put("TE and CL", post + te + "Content-Length: 5\r\n\r\n" + smuggled);
    refused.put("two CLs", post + "Content-Length: 0\r\nContent-Length: 34\r\n\r\n" + GOOD);
    refused.put("CL list", post + "Content-Length: 0, 34\r\n\r\n" + GOOD);
    refused.put("CL plus", post + "Content-Length: +5\r\n\r\nhello");
    refused.put("CL minus", post + "Content-Length: -5\r\n\r\nhello");
    refused.put("CL hex", post + "Content-Length: 0x5\r\n\r\nhello");
    refused.put("CL empty", post + "Content-Length:\r\n\r\nhello");
    refused.put("CL blank inside", post + "Content-Length: 1 2\r\n\r\nhello");
    refused.put("CL overflow", post + "Content-Length: 18446744073709551621\r\n\r\nhello");
    refused.put(
        "chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n" + smuggled);
    refused.put("identity", post + "Transfer-Encoding: identity\r\n\r\n" + GOOD);
    refused.put("xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled);
    refused.put("chunked twice", post + te + te + "\r\n" + smuggled);
    refused.put("TE empty", post + "Transfer-Encoding:\r\n\r\n" + smuggled);
    refused.put("TE vertical tab", post + "Transfer-Encoding: \u000bchunked\r\n\r\n" + smuggled);
    refused.put("TE blank before colon", post + "Transfer-Encoding : chunked\r\n\r\n" + smuggled);
    refused.put("CL blank before colon", post + "Content-Length : 5\r\n\r\nhello");
    refused.put("obs-fold", post + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + smuggled);
    refused.put("bare LF", "GET /a/hello HTTP/1.1\nHost: x\n\n");
    refused.put("bare LF in head", "GET /a/hello HTTP/1.1\r\nHost: x\nX: y\r\n\r\n");
    refused.put("bare CR in head", "GET /a/hello HTTP/1.1\r\nHost: x\rX: y\r\n\r\n");
    refused.put("no colon", "GET /a/hello HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n");
    refused.put("empty name", "GET /a/hello HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n");
    refused.put("bad name", "GET /a/hello HTTP/1.1\r\nHost: x\r\nA(B): y\r\n\r\n");
    refused.put("NUL in value", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n");
    refused.put("NUL in name", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX\u0000: a\r\n\r\n");
    controls(refused);
    refused.put("no host", "GET /a/hello HTTP/1.1\r\n\r\n");
    refused.put("empty host", "GET /a/hello HTTP/1.1\r\nHost:\r\n\r\n");
    refused.put("bad host", "GET /a/hello HTTP/1.1\r\nHost: a b\r\n\r\n");
    refused.put("bad address", "GET /a/hello HTTP/1.1\r\nHost: [::g]\r\n\r\n");
    refused.put("open address", "GET /a/hello HTTP/1.1\r\nHost: [::1\r\n\r\n");
    refused.put("bad port", "GET /a/hello HTTP/1.1\r\nHost: x:y\r\n\r\n");
    refused.put("signed port", "GET /a/hello HTTP/1.1\r\nHost: x:-1\r\n\r\n");
    refused.put("two hosts", "GET /a/hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
    refused.put("bad method", "G@T /a/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("NUL method", "G\u0000T /a/hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("no version", "GET /a/hello\r\nHost: x\r\n\r\n");
    refused.put("blank in target", "GET /a/ hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("nonsense", "nonsense\r\n\r\n");
    refused.put("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
    overlong(refused);
    chunks(refused, post + te + "\r\n");
    chunkExtensions(refused, post + te + "\r\n");
    trailers(refused, post + te + "\r\n5\r\nhello\r\n0\r\n");
    versions(refused);
    emptyLines(refused);
    return refused;
  }

  /** What no name and no value may hold, wherever it stands among eight characters. */
  private static void controls(Map<String, String> refused) {
    String head = "GET /a/hello HTTP/1.1\r\nHost: x\r\n";
    for (char c = 0; c <= 0x7F; c++) {
      if ((c < ' ' && "\t\r\n".indexOf(c) < 0) || c == 0x7F) {
        String name = "control " + Integer.toHexString(c);
        refused.put(name + " first", head + "X: " + c + "abcdefgh\r\n\r\n");
        refused.put(name + " inside", head + "X: abcdefghijk" + c + "lmn\r\n\r\n");
        refused.put(name + " last", head + "X: abcdefghijklmn" + c + "\r\n\r\n");
        refused.put(name + " alone", head + "X: " + c + "\r\n\r\n");
        refused.put(name + " in Connection", head + "Connection: a" + c + "b\r\n\r\n");
        refused.put(name + " in Cookie", head + "Cookie: a=b" + c + "\r\n\r\n");
        refused.put(name + " in a name", head + "X" + c + "Y: z\r\n\r\n");
      }
    }
    for (char c : " (),/;<=>?@[\\]{}\"".toCharArray()) {
      refused.put("name with " + c, head + "X" + c + "Y: z\r\n\r\n");
    }
  }

  private static void overlong(Map<String, String> refused) {
    refused.put(
        "long head", "GET /a/hello HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(17_000) + "\r\n\r\n");
    refused.put(
        "long name", "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "y".repeat(17_000) + ": z\r\n\r\n");
    refused.put("long target", "GET /" + "y".repeat(17_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put(
        "no target but a long method", "G".repeat(17_000) + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("no target but an endless line", "y".repeat(40_000));
    refused.put(
        "long together",
        "GET /"
            + "y".repeat(9_000)
            + " HTTP/1.1\r\nHost: x\r\nX: "
            + "y".repeat(9_000)
            + "\r\n\r\n");
    refused.put(
        "long list of headers",
        "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(4_000) + "\r\n");
  }

  private static void chunks(Map<String, String> refused, String chunked) {
    refused.put("chunk no number", chunked + "zz\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk minus", chunked + "-5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk plus", chunked + "+5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk 0x", chunked + "0x5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk blank", chunked + " 5\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk empty", chunked + "\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk overflow", chunked + "100000005\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk huge overflow", chunked + "f".repeat(5_000) + "\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk negative", chunked + "ffffffff\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk bare LF", chunked + "5\nhello\r\n0\r\n\r\n");
    refused.put("chunk without CRLF", chunked + "5\r\nhelloXX0\r\n\r\n");
    refused.put("chunk of two without CRLF", chunked + "2\r\nhiXX0\r\n\r\n");
    refused.put("chunk too long", chunked + "3\r\nhello\r\n0\r\n\r\n");
    refused.put("no end", chunked + "5\r\nhello\r\n0\r\n" + GOOD);
  }

  /** Extensions end where their line ends, whoever thinks otherwise (RFC 9112 7.1.1). */
  private static void chunkExtensions(Map<String, String> refused, String chunked) {
    String rest = "\r\nhello\r\n0\r\n\r\n";
    refused.put("extension open quote", chunked + "5;a=\"b" + rest);
    refused.put("extension CRLF in quote", chunked + "5;a=\"\r\n\"" + rest + GOOD);
    refused.put("extension escaped quote", chunked + "5;a=\"b\\\"" + rest);
    refused.put("extension escape at end", chunked + "5;a=\"b\\" + rest);
    refused.put("extension LF in quote", chunked + "5;a=\"\n\"" + rest);
    refused.put("extension CR in quote", chunked + "5;a=\"\r\"" + rest);
    refused.put("extension LF", chunked + "5;a\nb" + rest);
    refused.put("extension CR", chunked + "5;a\rb" + rest);
    refused.put("extension ended by LF", chunked + "5;a\nhello\r\n0\r\n\r\n");
    refused.put("extension NUL", chunked + "5;a\u0000" + rest);
    refused.put("extension without semicolon", chunked + "5 a=b" + rest);
    refused.put("extension of blanks", chunked + "5 " + rest);
    refused.put("extension before its size", chunked + ";a=b" + rest);
    refused.put("extension of last chunk, LF", chunked + "5\r\nhello\r\n0;a\n\r\n" + GOOD);
    refused.put("long extension", chunked + "5;a=" + "b".repeat(17_000) + rest);
    refused.put(
        "long extensions together",
        chunked + ("1;a=" + "b".repeat(1_000) + "\r\nx\r\n").repeat(17) + "0\r\n\r\n");
    refused.put(
        "long extensions with the head",
        chunked.replace("\r\n\r\n", "\r\nX: " + "y".repeat(9_000) + "\r\n\r\n")
            + "5;a="
            + "b".repeat(9_000)
            + rest);
  }

  /** What follows the last chunk is fields and an empty line (RFC 9112 7.1.2), or no request. */
  private static void trailers(Map<String, String> refused, String ended) {
    refused.put("trailer without colon", ended + "X\r\n\r\n");
    refused.put("trailer without name", ended + ": y\r\n\r\n");
    refused.put("trailer blank before colon", ended + "X : y\r\n\r\n");
    refused.put("trailer folded", ended + "X: y\r\n z\r\n\r\n");
    refused.put("trailer LF", ended + "X: y\nZ: z\r\n\r\n");
    refused.put("trailer CR", ended + "X: y\rZ: z\r\n\r\n");
    refused.put("trailer ended by LF", ended + "X: y\n\n" + GOOD);
    refused.put("trailer NUL", ended + "X: y\u0000\r\n\r\n");
    refused.put("trailer is a request of absolute form", ended + GOOD.replace("/a", "http://x/a"));
    refused.put("long trailer", ended + "X: " + "y".repeat(17_000) + "\r\n\r\n");
    refused.put("long list of trailers", ended + "a: b\r\n".repeat(4_000) + "\r\n");
    refused.put(
        "long trailer with the head",
        ended.replace("Host: x", "Host: x\r\nX: " + "y".repeat(9_000))
            + "Y: "
            + "z".repeat(9_000)
            + "\r\n\r\n");
  }

  private static void versions(Map<String, String> refused) {
    String post = "POST /a/echo HTTP/1.0\r\nHost: x\r\n";
    String te = "Transfer-Encoding: chunked\r\n";
    String smuggled = "0\r\n\r\n" + GOOD;
    refused.put("1.0 and TE", post + te + "\r\n5\r\nhello\r\n" + smuggled);
    refused.put("1.0 and another TE", post + te.replace("chunked", "gzip, chunked") + "\r\n");
    refused.put("1.0 and CL and TE", post + "Content-Length: 5\r\n" + te + "\r\n" + smuggled);
    refused.put("1.0 and identity", post + te.replace("chunked", "identity") + "\r\n" + GOOD);
    refused.put(
        "1.0 and kept alive and TE", post + "Connection: keep-alive\r\n" + te + "\r\n" + smuggled);
    refused.put("1.0 two hosts", post + "Host: y\r\n\r\n");
    refused.put("1.0 bad host", post.replace("Host: x", "Host: a b") + "\r\n");
    refused.put("1.0 two CLs", post + "Content-Length: 0\r\nContent-Length: 34\r\n\r\n" + GOOD);
    refused.put("absolute form without host", "GET http://x/a/hello HTTP/1.1\r\n\r\n");
    refused.put("0.9", "GET /a/hello\r\n" + GOOD);
    refused.put("lower case", "GET /a/hello http/1.1\r\nHost: x\r\n\r\n");
    refused.put("two digits", "GET /a/hello HTTP/1.10\r\nHost: x\r\n\r\n");
    refused.put("one digit", "GET /a/hello HTTP/1\r\nHost: x\r\n\r\n");
    refused.put("blank behind", "GET /a/hello HTTP/1.1 \r\nHost: x\r\n\r\n");
    refused.put("two blanks", "GET /a/hello  HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("tab", "GET\t/a/hello\tHTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("LF in target", "GET /a/hello?\n HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("NUL in target", "GET /a/hello?\u0000 HTTP/1.1\r\nHost: x\r\n\r\n");
    for (String version : new String[] {"0.9", "1.2", "2.0", "3.7"}) {
      refused.put(
          "version " + version, "GET /a/hello HTTP/" + version + "\r\nHost: x\r\n\r\n" + GOOD);
    }
    refused.put("version of HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    refused.put(
        "unknown coding", "POST /a/echo HTTP/1.1\r\nHost: x\r\n" + te.replace(": ", ": gzip, "));
    refused.compute("unknown coding", (_, request) -> request + "\r\n" + smuggled);
  }

  /** Two empty lines may stand before a request, and nothing that only resembles one. */
  private static void emptyLines(Map<String, String> refused) {
    refused.put("three empty lines", "\r\n\r\n\r\n" + GOOD);
    refused.put("empty line of LF", "\n" + GOOD);
    refused.put("second empty line of LF", "\r\n\n" + GOOD);
    refused.put("empty line of CR", "\r" + GOOD);
    refused.put("empty line of CR CR LF", "\r\r\n" + GOOD);
    refused.put("line of a blank", " \r\n" + GOOD);
    refused.put("blank before the method", " " + GOOD);
    refused.put("first header folded", "GET /a/hello HTTP/1.1\r\n Host: x\r\nHost: x\r\n\r\n");
    refused.put(
        "folded TE",
        "POST /a/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n");
  }
}
