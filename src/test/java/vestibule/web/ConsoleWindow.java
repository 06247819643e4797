package vestibule.web;

import java.time.Duration;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;
import vestibule.v1.admin.TestOperator;

/** A real browser in which an operator of a server works. */
record ConsoleWindow(Chromium browser, TestServer server) {

  String here() {
    return "http://localhost:" + server.port();
  }

  void open(String path) {
    browser.open(here() + path);
  }

  void type(String field, String text) {
    browser.run(
        "document.getElementById('%s').value = '%s'; ''"
            .formatted(field, text.replace("'", "\\'")));
  }

  void typeIn(String action, String field, String text) {
    browser.run(
        "document.querySelector('form[action=\"%s\"] [name=\"%s\"]').value = '%s'; ''"
            .formatted(action, field, text));
  }

  void tick(String field) {
    browser.run("document.querySelector('[name=\"" + field + "\"]').checked = true; ''");
  }

  /** Sends a form, opening what folds it away, and waits for the page that follows. */
  void send(String action) {
    press("document.querySelector('form[action=\"" + action + "\"] button')");
  }

  /** The same with the form of a field. */
  void sendWith(String field) {
    press("document.getElementById('" + field + "').form.querySelector('button')");
  }

  private void press(String button) {
    browser.run("window.before = true; ''");
    browser.run(
        """
        { const button = %s;
          const fold = button.closest('details');
          if (fold) { fold.querySelector('summary').click(); }
          button.click(); ''; }
        """
            .formatted(button));
    browser.await("window.before === undefined && document.readyState === 'complete'");
  }

  boolean says(String text) {
    return browser.run("document.body.textContent").contains(text);
  }

  String path() {
    return browser.run("location.pathname");
  }

  /** Comes in with both factors. */
  void signIn(TestOperator operator) {
    // Each code works once.
    server.clock().advance(Duration.ofMinutes(1));
    browser.forget();
    open("/sign-in");
    type("login", operator.person().name());
    type("password", OwnPerson.PASSWORD);
    send("/sign-in");
    type("answer", operator.app().code(server.clock().instant()));
    send("/sign-in/factor");
    browser.await("location.pathname === '/me'");
  }
}
