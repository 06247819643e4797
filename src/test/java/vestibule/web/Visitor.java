package vestibule.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import vestibule.TestServer;

/** Somebody at a server, in a tab of a real browser: what people do there, as they do it. */
class Visitor {

  private final Page page;
  private final String here;
  private int pages;

  Visitor(Page page, TestServer server) {
    this.page = page;
    this.here = "http://localhost:" + server.port();
    page.onLoad(loaded -> pages++);
  }

  final Page page() {
    return page;
  }

  final String here() {
    return here;
  }

  final void open(String path) {
    page.navigate(here + path);
  }

  final void fill(String field, String text) {
    page.locator("#" + field).fill(text);
  }

  final void fillIn(String action, String field, String text) {
    form(action).locator("[name='" + field + "']").fill(text);
  }

  final void tick(String value) {
    page.locator("[name='" + value + "']").check();
  }

  final void choose(String field, Path file) {
    page.locator("#" + field).setInputFiles(file);
  }

  final Locator form(String action) {
    return page.locator("form[action='" + action + "']").first();
  }

  /** Sends a form by its first button. */
  final void send(String action) {
    press(form(action).locator("button").first());
  }

  /** The same with the form of a field. */
  final void sendWith(String field) {
    press(page.locator("form:has(#" + field + ") button").first());
  }

  /** Presses what leads to another page, opening what folds it away, and waits for that page. */
  final void press(Locator leading) {
    Locator fold = leading.locator("xpath=ancestor::details[not(@open)]/summary");
    if (fold.count() > 0) {
      fold.click();
    }
    int before = pages;
    leading.click();
    page.waitForCondition(() -> pages > before);
  }

  /** Waits until this path is there. */
  final void awaitPath(String path) {
    page.waitForURL(url -> URI.create(url).getPath().equals(path));
  }

  final String path() {
    return URI.create(page.url()).getPath();
  }

  final String heading() {
    return page.locator("h1").textContent();
  }

  final boolean says(String text) {
    return page.locator("body").textContent().contains(text);
  }

  final void signIn(String name, String password) {
    open("/sign-in");
    fill("login", name);
    fill("password", password);
    send("/sign-in");
  }
}
