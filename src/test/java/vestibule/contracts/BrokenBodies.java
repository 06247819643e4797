package vestibule.contracts;

import java.util.List;

/** Bodies that A and B count as broken JSON. */
public final class BrokenBodies {

  /** Each of them is a bad request. */
  public static final List<String> ALL =
      List.of(
          "",
          " ",
          "{",
          "}",
          "nonsense",
          "username=a&pwd=b",
          "{'username': 'a'}",
          "{username: \"a\"}",
          "{\"username\":\"a\"",
          "{\"username\":\"a\",,}",
          "{,}",
          "{\"username\":\"a\"}{}",
          "{\"username\":\"a\"} x",
          "{\"username\":\"a\",\"username\":\"b\"}",
          "{\"x\":{\"a\":1,\"a\":2}}",
          "{\"username\":\"a\nb\"}",
          "{\"username\":\"\\x\"}",
          "{\"username\":NaN}",
          "{\"username\":\"a\"/* */}",
          "{\"username\":\"a\\u0000\",\"pwd\":\"b\"}",
          "{\"username\":\"\\ud800\",\"pwd\":\"b\"}",
          "{\"username\":\"\\udc00\\ud800\",\"pwd\":\"b\"}",
          "{\"x\\u0000\":1}",
          "[]",
          "[{\"username\":\"a\"}]",
          "\"text\"",
          "7",
          "true",
          "null",
          "{\"x\":" + "[".repeat(200) + "]".repeat(200) + "}",
          "\ufeff\ufeff{}");

  private BrokenBodies() {}
}
