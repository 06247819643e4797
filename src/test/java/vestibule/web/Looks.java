package vestibule.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the page that a browser shows looks like. Where {@code vestibule.pictures} names a folder, a
 * picture of each is kept there.
 */
final class Looks {

  private static final String TOO_WIDE =
      "'' + (document.documentElement.scrollWidth - document.documentElement.clientWidth)";
  private static final String FROM_ELSEWHERE =
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

  private final Chromium browser;
  private final String axe;

  Looks(Chromium browser) {
    this.browser = browser;
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
          '' + (submitter.getAttribute('aria-busy') === 'true'); }
        """
        .formatted(action);
  }

  /** Nothing is cut off, nothing comes from elsewhere, and nobody is shut out, by day or night. */
  void assertFit(String name) {
    assertThat(browser.run(TOO_WIDE)).as(name).isEqualTo("0");
    assertThat(browser.run(FROM_ELSEWHERE)).as(name).isEmpty();
    browser.run(axe + "; ''");
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      assertThat(browser.run(FOUND)).as(name + " " + scheme).isEmpty();
      keep(name + "-" + scheme);
    }
    browser.prefer("light");
  }

  private void keep(String name) {
    String folder = System.getProperty("vestibule.pictures", "");
    if (!folder.isEmpty()) {
      try {
        Files.write(Path.of(folder, name + ".png"), browser.picture());
      } catch (IOException unwritten) {
        throw new UncheckedIOException(unwritten);
      }
    }
  }
}
