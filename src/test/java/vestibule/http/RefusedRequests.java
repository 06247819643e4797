package vestibule.http;

import static vestibule.http.TestServer.GOOD;

import java.util.Map;
import java.util.TreeMap;

/** Requests that no server may serve, byte by byte, each with a good one hidden where it can be. */
final class RefusedRequests {
  private RefusedRequests() {}

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
    refused.put("encoded", post + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello");
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
    refused.put("bad version", "GET /a/hello HTTP/3.7\r\nHost: x\r\n\r\n");
    refused.put("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    refused.put("blank in target", "GET /a/ hello HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("nonsense", "nonsense\r\n\r\n");
    refused.put("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
    overlong(refused);
    chunks(refused, post + te + "\r\n");
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
    refused.put("long method", "G".repeat(17_000) + " / HTTP/1.1\r\nHost: x\r\n\r\n");
    refused.put("endless line", "y".repeat(40_000));
    refused.put(
        "long together",
        "GET /"
            + "y".repeat(9_000)
            + " HTTP/1.1\r\nHost: x\r\nX: "
            + "y".repeat(9_000)
            + "\r\n\r\n");
    refused.put(
        "many headers", "GET /a/hello HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(4_000) + "\r\n");
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
    refused.put("chunk extension", chunked + "5;a=b\r\nhello\r\n0\r\n\r\n");
    refused.put("chunk bare LF", chunked + "5\nhello\r\n0\r\n\r\n");
    refused.put("chunk without CRLF", chunked + "5\r\nhelloXX0\r\n\r\n");
    refused.put("chunk of two without CRLF", chunked + "2\r\nhiXX0\r\n\r\n");
    refused.put("chunk too long", chunked + "3\r\nhello\r\n0\r\n\r\n");
    refused.put("trailer", chunked + "5\r\nhello\r\n0\r\nX: y\r\n\r\n");
    refused.put("no end", chunked + "5\r\nhello\r\n0\r\n" + GOOD);
  }
}
