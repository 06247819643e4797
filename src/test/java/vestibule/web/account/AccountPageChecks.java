package vestibule.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import vestibule.Reply;

/** What every page of accounts keeps, whatever it shows. */
final class AccountPageChecks {

  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:src|href|action|srcset|poster)=\"(?!/|#|data:,)[^\"]*\"|url\\(|@import");
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]* src=\"/assets/)|<style|\\sstyle=|\\son[a-z]+=\"");

  private AccountPageChecks() {}

  /** A page of that title, with its strict headers, that loads nothing from elsewhere. */
  static void assertPage(Reply reply, int status, String title) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(reply.headers("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'");
    assertThat(reply.headers("Referrer-Policy")).containsExactly("same-origin");
    assertThat(reply.headers("X-Frame-Options")).containsExactly("DENY");
    assertThat(reply.headers("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(reply.headers("Cache-Control")).containsExactly("no-store");
    assertThat(reply.headers("Access-Control-Allow-Origin")).isEmpty();
    assertThat(reply.body()).startsWith("<!doctype html>").contains("<h1>" + title + "</h1>");
    assertThat(ELSEWHERE.matcher(reply.body()).results().map(m -> m.group())).isEmpty();
    assertThat(INLINE.matcher(reply.body()).results().map(m -> m.group())).isEmpty();
  }
}
