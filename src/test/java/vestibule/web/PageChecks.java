package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import vestibule.Reply;

/** What every page keeps, whatever it shows. */
final class PageChecks {

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:src|href|action|srcset|poster)=\"(?!/|data:,)[^\"]*\"|url\\(|@import");
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]* src=\"/assets/)|<style|\\sstyle=|\\son[a-z]+=\"");

  private PageChecks() {}

  /** A page with its strict headers, in that language, loading nothing from elsewhere. */
  static void assertPage(Reply reply, int status, String language) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(reply.header("Content-Language")).contains(language);
    assertThat(reply.headers("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'");
    assertThat(reply.headers("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(reply.headers("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(reply.headers("X-Frame-Options")).containsExactly("DENY");
    assertThat(reply.headers("Permissions-Policy"))
        .containsExactly(
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    assertThat(reply.headers("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
    // What other sites may embed is not for this header to say.
    assertThat(reply.headers("Cross-Origin-Resource-Policy")).isEmpty();
    assertThat(reply.headers("Cache-Control")).containsExactly("no-store");
    assertThat(reply.headers("Set-Cookie")).isEmpty();
    if (!reply.body().isEmpty()) {
      assertThat(reply.body()).startsWith("<!doctype html>").contains("lang=\"" + language + "\"");
      assertThat(ELSEWHERE.matcher(reply.body()).results().map(m -> m.group())).isEmpty();
      assertThat(INLINE.matcher(reply.body()).results().map(m -> m.group())).isEmpty();
    }
  }
}
