package vestibule.web;

import com.microsoft.playwright.Page;
import java.time.Duration;
import vestibule.TestServer;
import vestibule.v1.OwnPerson;
import vestibule.v1.admin.TestOperator;

/** An operator at a server, in a tab of a real browser, who has come in with both factors. */
final class ConsoleWindow extends Visitor {

  ConsoleWindow(Page page, TestServer server, TestOperator operator) {
    super(page, server);
    // Each code works once.
    server.clock().advance(Duration.ofMinutes(1));
    signIn(operator.person().name(), OwnPerson.PASSWORD);
    fill("answer", operator.app().code(server.clock().instant()));
    send("/sign-in/factor");
    awaitPath("/me");
  }
}
