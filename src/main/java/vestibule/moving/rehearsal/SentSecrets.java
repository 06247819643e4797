package vestibule.moving.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import vestibule.moving.rehearsal.recording.Exchange.Asked;

/** The secrets that a request has sent, each with what stands for it wherever it is told. */
final class SentSecrets {

  private static final Set<String> HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final Map<String, String> found = new LinkedHashMap<>();

  private SentSecrets() {}

  /** Those of the same request as it was recorded and as it was sent again. */
  static Map<String, String> of(Asked... requests) {
    SentSecrets secrets = new SentSecrets();
    for (Asked asked : requests) {
      secrets.search(asked);
    }
    return secrets.found;
  }

  private void search(Asked asked) {
    asked.headers().lines().forEach(line -> header(line.name(), line.value()));
    for (String part : asked.path().split("/")) {
      if (Kind.of(part) != Kind.PLAIN) {
        add(FieldName.NONE, part);
      }
    }
    form(asked.query());
    asked.body().ifPresent(body -> body(body, asked.headers().mediaType()));
  }

  private void header(String name, String value) {
    String small = name.toLowerCase(java.util.Locale.ROOT);
    if (HEADERS.contains(small)) {
      for (String part : value.split("[;,\\s]+")) {
        int sign = small.equals("cookie") ? part.indexOf('=') : -1;
        credential(part.substring(sign + 1));
      }
    } else if (new FieldName(name).isSecret() && Kind.mayBeSecret(value)) {
      add(new FieldName(name), value);
    }
  }

  /** One that names its scheme is a word. */
  private void credential(String text) {
    if (!text.matches("[A-Za-z]{1,10}")) {
      add(FieldName.NONE, text);
      basic(text);
    }
  }

  private void basic(String text) {
    try {
      String pair = new String(Base64.getDecoder().decode(text), UTF_8);
      int colon = pair.indexOf(':');
      if (colon >= 0) {
        add(new FieldName("password"), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException other) {
      // It is a token.
    }
  }

  private void form(String text) {
    for (String pair : text.split("&")) {
      int sign = pair.indexOf('=');
      if (sign > 0) {
        field(new FieldName(decoded(pair.substring(0, sign))), decoded(pair.substring(sign + 1)));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException damaged) {
      return text;
    }
  }

  private void body(byte[] body, String type) {
    if (type.startsWith("multipart/")) {
      multipart(new String(body, UTF_8));
    } else {
      boolean json =
          JsonRewriting.of(
                  new String(body, UTF_8),
                  (name, _, value) -> {
                    field(name, value);
                    return value;
                  },
                  "")
              .isPresent();
      if (!json) {
        form(new String(body, ISO_8859_1));
      }
    }
  }

  /** Each part's name, and what it holds. */
  private void multipart(String body) {
    for (String part : body.split("\r\n--|^--")) {
      int blank = part.indexOf("\r\n\r\n");
      int name = part.indexOf("name=\"");
      if (blank > 0 && name > 0 && name < blank) {
        String named = part.substring(name + 6, Math.max(name + 6, part.indexOf('"', name + 6)));
        field(new FieldName(named), part.substring(blank + 4));
      }
    }
  }

  private void field(FieldName name, String value) {
    if (name.isPassword() || name.isSecret() && Kind.mayBeSecret(value)) {
      add(name, value);
    }
  }

  /** In the spellings in which an answer may repeat it. */
  private void add(FieldName name, String value) {
    if (!value.isBlank()) {
      String label = Masking.label(name, value);
      found.putIfAbsent(value, label);
      found.putIfAbsent(URLEncoder.encode(value, UTF_8), label);
      found.putIfAbsent(
          value
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&#39;"),
          label);
    }
  }
}
