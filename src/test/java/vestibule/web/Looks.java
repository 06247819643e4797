package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the page that a browser shows looks like. Where {@code vestibule.pictures} names a folder, a
 * picture of each is kept there.
 */
final class Looks {

  private static final String TOO_WIDE =
      "document.documentElement.scrollWidth - document.documentElement.clientWidth";

  /** A script that gives the addresses of other hosts whose files a page has. */
  static final String FROM_ELSEWHERE =
      """
      performance.getEntriesByType('resource').map(one => one.name)
        .filter(name => !name.startsWith(location.origin) && !name.startsWith('data:')).join()
      """;

  private static final String FOUND =
      """
      axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
        .map(one => one.id + ' (' + one.impact + '): '
          + one.nodes.map(node => node.target + ' ' + node.failureSummary).join('; '))
        .join('\\n'))
      """;

  private final String axe;

  Looks() {
    try (InputStream script = Looks.class.getResourceAsStream("/axe.min.js")) {
      this.axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  /** A script that lets a page take a form for sent, and says whether it waits for an answer. */
  static String submitted(String action) {
    return """
        { const form = document.querySelector('form[action="%s"]');
          const submitter = form.querySelector('button');
          form.dispatchEvent(new SubmitEvent('submit', {bubbles: true, submitter}));
          submitter.getAttribute('aria-busy') === 'true'; }
        """
        .formatted(action);
  }

  /** Nothing is cut off, nothing comes from elsewhere, and nobody is shut out, by day or night. */
  void assertFit(Page page, String name) {
    assertThat(page.evaluate(TOO_WIDE)).as(name).isEqualTo(0);
    assertThat(page.evaluate(FROM_ELSEWHERE)).as(name).isEqualTo("");
    page.evaluate(axe);
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      String shown = name + "-" + scheme.name().toLowerCase(Locale.ROOT);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(page.evaluate(FOUND)).as(shown).isEqualTo("");
      keep(page, shown);
    }
  }

  private static void keep(Page page, String name) {
    String folder = System.getProperty("vestibule.pictures", "");
    if (!folder.isEmpty()) {
      Path file = Path.of(folder, name + ".png");
      page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    }
  }
}
