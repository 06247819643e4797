package vestibule.example;

import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import vestibule.spring.VestibulePrincipal;

/** Three routes, and what they answer. */
@RestController
class Pages {

  record Me(String id, String email, List<String> groups, List<String> roles) {}

  @GetMapping("/")
  String front() {
    return "Hello.";
  }

  @GetMapping("/me")
  Me me(@AuthenticationPrincipal VestibulePrincipal caller) {
    return new Me(caller.getName(), caller.email().orElse(""), caller.groups(), caller.roles());
  }

  @PostMapping("/me")
  Me change(@AuthenticationPrincipal VestibulePrincipal caller) {
    return me(caller);
  }

  @GetMapping("/drafts")
  List<String> drafts() {
    return List.of("On the Analytical Engine");
  }
}
