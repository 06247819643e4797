package vestibule.example;

import static org.springframework.security.config.Customizer.withDefaults;
import static vestibule.spring.VestibuleSecurity.vestibule;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The application, and which route wants what. */
@SpringBootApplication
public class Application {

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  /** Everybody sees the front page, editors the drafts, and who is known the rest. */
  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.with(vestibule(), withDefaults())
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/")
                    .permitAll()
                    .requestMatchers("/drafts")
                    .hasRole("editor")
                    .anyRequest()
                    .authenticated())
        .build();
  }
}
