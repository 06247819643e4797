package vestibule.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import vestibule.http.Request;
import vestibule.http.Response;
import vestibule.web.DevMail.Entry;

/**
 * {@code /dev/mail?key=…}: the mails of the data folder, for people at this machine who have the
 * key. For everybody else the path does not exist.
 */
final class DevMailPages {

  static final String PATH = "/dev/mail";

  /** A mail may hold anything: it runs nothing, loads nothing, and only our page frames it. */
  private static final String MAIL_POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
          + " frame-ancestors 'self'";

  private final DevMail mail;
  private final Renderer renderer;

  DevMailPages(DevMail mail, Renderer renderer) {
    this.mail = mail;
    this.renderer = renderer;
  }

  /** Whether this request may know that there is such a path. */
  boolean isFor(Request request) {
    return request.isLocal() && hasKey(request);
  }

  /** The list; with {@code id} one mail; with {@code part=html} that mail's HTML alone. */
  Response show(Request request) {
    Optional<String> id = request.query("id");
    if (id.isEmpty()) {
      return renderer.page(
          200, "mails", request, Map.of("mails", mail.newest().get(), "base", base()));
    }
    Optional<Entry> found = mail.find().apply(id.get());
    boolean html = request.query("part").filter("html"::equals).isPresent();
    return found
        .map(entry -> html ? html(entry) : page(entry, request))
        .orElseGet(() -> renderer.message(404, "mail-gone", request));
  }

  /** The address of a mail, but for its id. */
  private String base() {
    return PATH + "?key=" + URLEncoder.encode(mail.key(), StandardCharsets.UTF_8);
  }

  private Response page(Entry entry, Request request) {
    return renderer.page(200, "mail", request, Map.of("mail", entry, "base", base()));
  }

  private static Response html(Entry entry) {
    return Response.html(200, entry.html())
        .with("Content-Security-Policy", MAIL_POLICY)
        .with("Referrer-Policy", "no-referrer")
        .with("X-Frame-Options", "SAMEORIGIN");
  }

  /** In constant time, as the key is a secret. */
  private boolean hasKey(Request request) {
    byte[] given = request.query("key").orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, mail.key().getBytes(StandardCharsets.UTF_8));
  }
}
