package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.config.ContractsConfig.Links;
import vestibule.config.MailConfig.Credentials;
import vestibule.config.MailConfig.Mailbox;
import vestibule.config.MailConfig.SmtpServer;
import vestibule.config.MailConfig.Tls;
import vestibule.config.StorageConfig.Database;
import vestibule.wiring.Wiring;

/** What single settings mean, and which values are refused. */
class ConfigTest {
  private static final RegistrationConfig ALL =
      new RegistrationConfig(RegistrationConfig.Mode.OPEN, Set.of());
  private static final AccountsConfig.Life OPEN =
      new AccountsConfig.Life(ALL, false, Duration.ofDays(14));
  @TempDir Path folder;

  private Config read(Map<String, String> environment) throws Config.Invalid {
    return Wiring.config(environment, folder);
  }

  private Config read(String name, String value) throws Config.Invalid {
    return read(Map.of(name, value));
  }

  private List<String> problems(Map<String, String> environment) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(environment)).problems();
  }

  @Test
  void nothingSetGivesTheDocumentedDefaults() throws Config.Invalid {
    Path data = folder.toAbsolutePath().normalize().resolve("data");
    Config config = read(Map.of("PATH", "/bin", "VESTIBULES", "x"));
    assertThat(config.http())
        .isEqualTo(
            new HttpConfig(
                "127.0.0.1",
                8080,
                OptionalInt.empty(),
                URI.create("http://localhost:8080"),
                List.of(),
                List.of("*")));
    assertThat(config.storage())
        .isEqualTo(
            new StorageConfig(
                data,
                data.resolve("native"),
                data.resolve("master.key"),
                new Database.Embedded(data.resolve("vestibule.db"), data.resolve("native")),
                new StorageConfig.BackupPlan(Optional.empty(), 7, data.resolve("backups"))));
    assertThat(config.mail())
        .isEqualTo(
            new MailConfig(
                Optional.empty(),
                new Mailbox(Optional.of("Vestibule"), "no-reply@localhost"),
                "Vestibule",
                MailConfig.Theme.OURS));
    assertThat(config.accounts())
        .isEqualTo(
            new AccountsConfig(
                true,
                AccountsConfig.Privacy.DOCUMENTED,
                new PasswordsConfig(0, false, false, new ForeignHashesConfig(Map.of())),
                OPEN,
                ChallengeConfigTest.DEFAULTS,
                FACTORS));
    assertThat(config.contracts().assetsUrl()).hasToString("http://localhost:8080");
    assertThat(config.contracts().links()).isEqualTo(linksUnder(config.http().publicUrl() + ""));
    assertThat(config.warnings()).isEmpty();
  }

  private static final AccountsConfig.Factors FACTORS =
      new AccountsConfig.Factors(
          Map.of(
              "useraccount", AccountsConfig.Factors.Mode.REFUSE,
              "envelope", AccountsConfig.Factors.Mode.REFUSE,
              "chat", AccountsConfig.Factors.Mode.REFUSE,
              "knowme", AccountsConfig.Factors.Mode.REFUSE,
              "personal", AccountsConfig.Factors.Mode.REFUSE),
          Set.of(),
          true);

  private static Map<String, Links> linksUnder(String base) {
    return Map.of(
        "useraccount",
        new Links(
            base + "/user_account/confirm_email/{token}",
            Optional.of(base + "/user_account/reset_password/{token}")),
        "envelope",
        new Links(
            base + "/api/confirm_email/{token}", Optional.of(base + "/api/reset_password/{token}")),
        "chat",
        new Links(base + "/api/register/confirm/{token}/", Optional.empty()),
        "knowme",
        new Links(base + "/confirm-email?key={token}", Optional.empty()),
        "personal",
        new Links(base + "/user_account/confirm_email/{token}", Optional.empty()),
        "v1",
        new Links(base + "/v1/confirm/{token}", Optional.of(base + "/v1/reset/{token}")));
  }

  @Test
  void thePublicUrlMakesLinksCookiesAndTheSender() throws Config.Invalid {
    Config config =
        read(
            Map.of(
                "VESTIBULE_PUBLIC_URL", "HTTPS://Accounts.Example.ORG:443/",
                "VESTIBULE_SMTP_URL", "smtps://mail.example.org",
                "VESTIBULE_LINKS_CHAT_CONFIRM", "https://chat.example.org/#/confirm?{token}"));
    assertThat(config.http().publicUrl()).hasToString("https://accounts.example.org");
    assertThat(config.http().secureCookies()).isTrue();
    assertThat(config.mail().from()).hasToString("\"Vestibule\" <no-reply@accounts.example.org>");
    assertThat(config.contracts().assetsUrl()).hasToString("https://accounts.example.org");
    assertThat(config.contracts().links().get("knowme"))
        .isEqualTo(linksUnder("https://accounts.example.org").get("knowme"));
    assertThat(config.contracts().links().get("chat").confirm())
        .isEqualTo("https://chat.example.org/#/confirm?{token}");
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void thePortStandsInTheDefaultPublicUrl() throws Config.Invalid {
    Config config = read("VESTIBULE_HTTP_PORT", "9001");
    assertThat(config.http().publicUrl()).hasToString("http://localhost:9001");
    assertThat(config.http().secureCookies()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, 0",
    "http://[::1]:8080, 0",
    "http://a.localhost, 0",
    "https://example.org, 0",
    "http://example.org, 1",
    "http://127.0.0.1.example.org, 1"
  })
  void httpOnAnotherHostWarns(String url, int warnings) throws Config.Invalid {
    assertThat(read("VESTIBULE_PUBLIC_URL", url).warnings())
        .filteredOn(warning -> warning.contains("unencrypted"))
        .hasSize(warnings);
  }

  @ParameterizedTest
  @CsvSource({
    "smtp://mail.example.org, mail.example.org, 587, OPPORTUNISTIC",
    "smtp://mail.example.org:2525, mail.example.org, 2525, OPPORTUNISTIC",
    "smtp://[2001:db8::1]:25?tls=required, 2001:db8::1, 25, REQUIRED",
    "smtp://mail.example.org?tls=off, mail.example.org, 587, OFF",
    "smtps://mail.example.org, mail.example.org, 465, IMPLICIT",
    "smtps://mail.example.org:1465/, mail.example.org, 1465, IMPLICIT"
  })
  void mailServers(String url, String host, int port, Tls tls) throws Config.Invalid {
    assertThat(read("VESTIBULE_SMTP_URL", url).mail().smtp())
        .contains(new SmtpServer(host, port, Optional.empty(), tls));
  }

  @Test
  void secretsAreDecodedAndNeverPrinted() throws Config.Invalid {
    Config config =
        read(
            Map.of(
                "VESTIBULE_SMTP_URL", "smtp://me%40x:a+b%2Fc%3As3cret@mail.example.org",
                "VESTIBULE_DATABASE_URL",
                    "postgresql://vest:p%40ss-s3cret@a:1,[::1]:2,c/accounts?sslpassword=s3cret"));
    assertThat(config.mail().smtp().orElseThrow().credentials())
        .contains(new Credentials("me@x", new Secret("a+b/c:s3cret")));
    assertThat(config.storage().database())
        .isEqualTo(
            new Database.Postgres(
                List.of(
                    new HostAndPort("a", 1), new HostAndPort("::1", 2), new HostAndPort("c", 5432)),
                "accounts",
                Optional.of("vest"),
                Optional.of(new Secret("p@ss-s3cret")),
                Map.of("sslpassword", "s3cret")));
    assertThat(config.toString())
        .contains("vest", "accounts", "sslpassword")
        .doesNotContain("s3cret");
    assertThat(config.warnings())
        .satisfiesExactly(
            warning -> assertThat(warning).contains("tls=required"),
            warning -> assertThat(warning).contains("sslmode=verify-full"));
  }

  @ParameterizedTest
  @CsvSource({
    "a@b.example, '', a@b.example",
    "Vestibule <a@b.example>, Vestibule, a@b.example",
    "'\"Doe, J.\" <j.doe+x@b.example>', 'Doe, J.', j.doe+x@b.example",
    "Example Inc. <a@b.example>, Example Inc., a@b.example",
    "Учёт <a@b.example>, Учёт, a@b.example",
    "<a@b.example>, '', a@b.example"
  })
  void senders(String text, String name, String address) throws Config.Invalid {
    assertThat(read("VESTIBULE_MAIL_FROM", text).mail().from())
        .isEqualTo(new Mailbox(Optional.of(name).filter(n -> !n.isEmpty()), address));
  }

  @Test
  void aNameWithQuotesIsQuotedInTheHeader() throws Config.Invalid {
    assertThat(read("VESTIBULE_MAIL_SERVICE_NAME", "The \"Best\" \\o/").mail().from())
        .hasToString("\"The \\\"Best\\\" \\\\o/\" <no-reply@localhost>");
  }

  @Test
  void listsAndNumbersAndWords() throws Config.Invalid {
    Config config =
        read(
            Map.ofEntries(
                Map.entry("VESTIBULE_TRUSTED_PROXIES", "10.0.0.0/8, ::1 ,192.168.1.7"),
                Map.entry(
                    "VESTIBULE_CORS_ALLOWED_ORIGINS", "https://A.example,http://b.example:80"),
                Map.entry("VESTIBULE_ASSETS_URL", "https://cdn.example/vestibule/"),
                Map.entry("VESTIBULE_OPS_PORT", "9090"),
                Map.entry("VESTIBULE_PRIVACY", "strict"),
                Map.entry("VESTIBULE_DATA_DIR", "../elsewhere"),
                Map.entry("VESTIBULE_PASSWORDS_MINIMUM_LENGTH", "15"),
                Map.entry("VESTIBULE_SESSIONS_IDLE_LIFETIME", "30d"),
                Map.entry("VESTIBULE_USERACCOUNT_REMEMBERED_LIFETIME", "7d"),
                Map.entry("VESTIBULE_USERACCOUNT_TOKEN_LIFETIME", "5s"),
                Map.entry("VESTIBULE_USERACCOUNT_TOKEN_RENEWAL", "2s")));
    assertThat(config.http().trustedProxies())
        .containsExactly("10.0.0.0/8", "::1/128", "192.168.1.7/32");
    assertThat(config.http().corsAllowedOrigins())
        .containsExactly("https://a.example", "http://b.example");
    assertThat(config.contracts().assetsUrl()).hasToString("https://cdn.example/vestibule");
    assertThat(config.http().opsPort()).hasValue(9090);
    assertThat(config.storage().dataDir())
        .isEqualTo(folder.toAbsolutePath().getParent().resolve("elsewhere"));
    assertThat(config.accounts())
        .isEqualTo(
            new AccountsConfig(
                true,
                AccountsConfig.Privacy.STRICT,
                new PasswordsConfig(15, false, false, new ForeignHashesConfig(Map.of())),
                OPEN,
                ChallengeConfigTest.DEFAULTS,
                FACTORS));
    assertThat(config.contracts().sessions().idle())
        .isEqualTo(Map.of("knowme", Duration.ofDays(30), "personal", Duration.ofDays(30)));
    assertThat(config.contracts().sessions().userAccount())
        .isEqualTo(
            new SessionsConfig.UserAccount(
                Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofDays(7)));
  }

  @Test
  void aShortTokenLifetimeAloneBringsItsRenewalAlong() throws Config.Invalid {
    assertThat(
            read("VESTIBULE_USERACCOUNT_TOKEN_LIFETIME", "10m")
                .contracts()
                .sessions()
                .userAccount()
                .renewal())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void noOriginAtAllCanBeSaid() throws Config.Invalid {
    assertThat(read("VESTIBULE_CORS_ALLOWED_ORIGINS", "none").http().corsAllowedOrigins())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          HTTP_PORT|65536
          HTTP_PORT|-1
          HTTP_PORT|８０８０
          HTTP_HOST|a b
          HTTP_HOST|http://0.0.0.0
          PUBLIC_URL|example.org
          PUBLIC_URL|ftp://example.org
          PUBLIC_URL|https://example.org/accounts
          PUBLIC_URL|https://example.org?x
          PUBLIC_URL|https://me@example.org
          PUBLIC_URL|https://example.org:
          PUBLIC_URL|https://example.org:65536
          PUBLIC_URL|https://exa mple.org
          ASSETS_URL|/assets
          ASSETS_URL|https://cdn.example/#x
          LIMITS|maybe
          PRIVACY|STRICT
          PRIVACY|none
          CORS_ALLOWED_ORIGINS|*,https://a.example
          CORS_ALLOWED_ORIGINS|https://a.example,
          CORS_ALLOWED_ORIGINS|null
          TRUSTED_PROXIES|proxy.example
          TRUSTED_PROXIES|10.1.0.0/8
          TRUSTED_PROXIES|10.0.0.0/33
          TRUSTED_PROXIES|10.0.0
          TRUSTED_PROXIES|fe80::1%eth0
          TRUSTED_PROXIES|999.0.0.1
          USERACCOUNT_TOKEN_LIFETIME|0s
          USERACCOUNT_TOKEN_LIFETIME|1h30m
          USERACCOUNT_TOKEN_LIFETIME|60
          USERACCOUNT_TOKEN_LIFETIME|999999999d
          SESSIONS_IDLE_LIFETIME|1y
          PASSWORDS_MINIMUM_LENGTH|1000
          PASSWORDS_REFUSE_BREACHED|2
          MAIL_FROM|nobody
          MAIL_FROM|a@b.example, c@d.example
          MAIL_FROM|a@b.example\\r\\nBcc: c@d.example
          MAIL_FROM|x <a@b.example> y
          MAIL_FROM|a@-b.example
          MAIL_SERVICE_NAME|two\\nlines
          LINKS_CHAT_CONFIRM|https://chat.example/confirm
          LINKS_CHAT_CONFIRM|https://chat.example/{token}/{token}
          LINKS_CHAT_CONFIRM|https://{token}.example/
          LINKS_CHAT_CONFIRM|https://chat.example{token}/
          LINKS_CHAT_CONFIRM|javascript:alert({token})
          LINKS_CHAT_CONFIRM|/confirm/{token}
          """)
  void wrongValuesNameTheKeyTheValueAndWhatIsExpected(String key, String written) {
    String value = written.replace("\\r", "\r").replace("\\n", "\n");
    String shown = value.replace("\r", "\\u000d").replace("\n", "\\u000a");
    assertThat(problems(Map.of("VESTIBULE_" + key, value)))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_" + key + " is \"" + shown + "\"; expected ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SMTP_URL=smtp://u:s3cret@",
        "SMTP_URL=smtp://u:s3cret@host?tls=maybe",
        "SMTP_URL=smtp://u:s3cret@host:0",
        "SMTP_URL=smtp://u:s3cret@a,b",
        "SMTP_URL=smtp://u:s3cret%zz@host",
        "SMTP_URL=smtp://u:s3cret%0a@host",
        "SMTP_URL=smtp://s3cret@host",
        "SMTP_URL=smtps://u:s3cret@host?tls=required",
        "SMTP_URL=http://u:s3cret@host",
        "DATABASE_URL=postgresql://u:s3cret@host/a/b",
        "DATABASE_URL=postgresql://u:s3cret@ho st/a",
        "DATABASE_URL=postgresql://u:s3cret@host",
        "DATABASE_URL=postgresql://u:s3cr@et@host/a",
        "DATABASE_URL=postgresql://u:s3cret/x@host/a",
        "DATABASE_URL=postgresql://u:s3cret?x@host/a",
        "DATABASE_URL=postgresql://u:s3cret#x@host/a",
        "DATABASE_URL=postgresql://:s3cret@host/a",
        "DATABASE_URL=postgresql://u:s3cret@host:99999/a",
        "DATABASE_URL=postgresql://u:s3cret@/a?host=/run,/tmp&port=x",
        "DATABASE_URL=mysql://u:s3cret@host/a",
        "DATABASE_URL=jdbc:postgresql://u:s3cret@host/a"
      })
  void wrongUrlsWithPasswordsAreNotShown(String setting) {
    String[] parts = setting.split("=", 2);
    assertThat(problems(Map.of("VESTIBULE_" + parts[0], parts[1])))
        .singleElement()
        .asString()
        .startsWith("VESTIBULE_" + parts[0] + " is wrong (the value is not shown); expected ")
        .doesNotContain("s3cret");
  }

  @Test
  void settingsThatContradictEachOther() {
    assertThat(
            problems(
                Map.of(
                    "VESTIBULE_OPS_PORT", "8080",
                    "VESTIBULE_USERACCOUNT_TOKEN_RENEWAL", "1h")))
        .containsExactly(
            "ops-port and http.port are both 8080; leave ops-port out to share it",
            "useraccount.token-renewal must be shorter than useraccount.token-lifetime");
  }

  @Test
  void allProblemsAreReportedTogether() {
    assertThat(
            problems(
                Map.of(
                    "VESTIBULE_HTTP_PORT", "x",
                    "VESTIBULE_PRIVACY", "y",
                    "VESTIBULE_DATABASE_URL", "z",
                    "VESTIBULE_HTTP_PROT", "1")))
        .hasSize(4);
  }
}
