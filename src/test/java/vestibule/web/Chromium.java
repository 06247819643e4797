package vestibule.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's own Chromium without a window, driven by Playwright, for the tests of a class.
 * Where there is none they are skipped, and say so.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

  private static final double LONGEST_MS = 60_000;

  private Playwright playwright;
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext tests) {
    Optional<Path> program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "chromium is not installed: NO page is tried in a browser");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program.get())
            .setArgs(List.of("--disable-gpu", "--disable-quic"));
    browser = playwright.chromium().launch(options);
  }

  /** The tab of somebody who has never been here; the one before is closed. */
  Page tab(Browser.NewContextOptions options) {
    browser.contexts().forEach(BrowserContext::close);
    BrowserContext context = browser.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(LONGEST_MS);
    return context.newPage();
  }

  /** The same, who asks for pages in that language, in a window so many pixels wide. */
  Page tab(String language, int width) {
    return tab(new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 740));
  }

  /** The same, whose browser runs scripts or does not. */
  Page tab(boolean scripts) {
    return tab(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
  }

  /** The same, with an English browser. */
  Page tab() {
    return tab(true);
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
