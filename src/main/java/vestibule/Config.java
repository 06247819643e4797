package vestibule;

import static vestibule.ConfigFormats.isLoopback;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Every setting of the program, read once at the start and checked. Printing it shows no secret.
 *
 * @param warnings what the operator should know before the first request, a sentence each
 */
public record Config(
    Http http,
    Storage storage,
    Mail mail,
    Accounts accounts,
    Contracts contracts,
    List<String> warnings) {

  /** Known and checked, so that a configuration stays good; nothing acts on them so far. */
  static final List<String> WITHOUT_EFFECT_YET = List.of("limits", "passwords.refuse-breached");

  /**
   * Where the server listens and what it believes about the network around it.
   *
   * @param port 0 takes any free one
   * @param opsPort probes and metrics listen there when it is set, else on {@code port}
   * @param publicUrl scheme, host and port under which the world sees the server; no path
   * @param trustedProxies networks as {@code address/prefix length}
   * @param corsAllowedOrigins origins, or {@code *} alone for any
   */
  public record Http(
      String host,
      int port,
      OptionalInt opsPort,
      URI publicUrl,
      List<String> trustedProxies,
      List<String> corsAllowedOrigins) {

    /** Whether browsers may send the cookies back over TLS only. */
    public boolean secureCookies() {
      return publicUrl.getScheme().equals("https");
    }
  }

  /** Where everything durable lives; the paths are absolute. */
  public record Storage(Path dataDir, Path masterKeyFile, Database database) {}

  /** Which database holds the accounts. */
  public sealed interface Database {
    /** SQLite in one file. */
    record Embedded(Path file) implements Database {}

    /** A PostgreSQL server, or several hosts of one cluster. */
    record Postgres(
        List<HostAndPort> hosts, String name, Credentials credentials, Map<String, String> options)
        implements Database {

      /** Only the options' names: a driver's option may be a password too. */
      @Override
      public String toString() {
        return "Postgres[hosts=%s, name=%s, credentials=%s, options=%s]"
            .formatted(hosts, name, credentials, new TreeSet<>(options.keySet()));
      }
    }
  }

  /** A server's name or address (IPv6 without brackets) and port. */
  public record HostAndPort(String host, int port) {}

  /** A user's name and password at another server. */
  public record Credentials(String user, Secret password) {}

  /** A text that is never printed. */
  public record Secret(String value) {
    @Override
    public String toString() {
      return "(hidden)";
    }
  }

  /**
   * How mail leaves, and from whom.
   *
   * @param smtp empty: mails become files under the data folder
   * @param serviceName what subjects and texts call the service
   */
  public record Mail(Optional<Smtp> smtp, Mailbox from, String serviceName) {}

  /** The mail server. */
  public record Smtp(String host, int port, Optional<Credentials> credentials, Tls tls) {}

  /** When the connection to the mail server is encrypted. */
  public enum Tls {
    /** By STARTTLS when the server offers it. */
    OPPORTUNISTIC,
    /** By STARTTLS, or nothing is sent. */
    REQUIRED,
    /** From the first byte. */
    IMPLICIT
  }

  /** An e-mail address, with the name that mail programs show for it. */
  public record Mailbox(Optional<String> name, String address) {
    /** As it stands in a header, before any encoding of letters outside ASCII. */
    @Override
    public String toString() {
      return name.map(n -> "\"" + n.replaceAll("[\\\\\"]", "\\\\$0") + "\" <" + address + ">")
          .orElse(address);
    }
  }

  /**
   * The rules that hold whichever contract a person came through.
   *
   * @param minimumPasswordLength in code points, beside each contract's own rules
   * @param idleSessionLifetime how long D's and E's keys work without being used
   */
  public record Accounts(
      boolean limits,
      Privacy privacy,
      int minimumPasswordLength,
      boolean refuseBreachedPasswords,
      Duration idleSessionLifetime) {}

  /** What answers give away about which e-mail addresses have an account. */
  public enum Privacy {
    DOCUMENTED,
    STRICT
  }

  /**
   * What belongs to single contracts.
   *
   * @param assetsUrl pictures lie under it; no slash at its end
   * @param links by contract: useraccount, envelope, chat, knowme, personal
   */
  public record Contracts(UserAccount userAccount, URI assetsUrl, Map<String, Links> links) {}

  /**
   * How long contract A's tokens live.
   *
   * @param tokenRenewal how close to a token's end its cookie is renewed; below tokenLifetime
   */
  public record UserAccount(
      Duration tokenLifetime, Duration tokenRenewal, Duration rememberedLifetime) {}

  /** A contract's links in mails, each with {@code {token}} once where the token goes. */
  public record Links(String confirm, Optional<String> reset) {}

  /** The configuration cannot be used; every problem at once, a sentence each. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;
    private final String[] problems;

    Invalid(List<String> problems) {
      super(String.join("\n", problems));
      this.problems = problems.toArray(String[]::new);
    }

    public List<String> problems() {
      return List.of(problems);
    }
  }

  /**
   * Reads {@code VESTIBULE_*} variables and the configuration file; the variables win.
   *
   * @param workingFolder relative paths start there, and {@code vestibule.yaml} is looked for there
   * @throws Invalid when any setting is wrong, unknown or given twice
   */
  public static Config read(Map<String, String> environment, Path workingFolder) throws Invalid {
    ConfigValues values = new ConfigValues(ConfigSources.read(environment, workingFolder));
    Http http = http(values);
    Storage storage = storage(values, workingFolder);
    Mail mail = mail(values, http.publicUrl());
    Accounts accounts = accounts(values);
    Contracts contracts = contracts(values, http.publicUrl());
    if (!values.problems().isEmpty()) {
      throw new Invalid(values.problems());
    }
    List<String> warnings = new ArrayList<>();
    WITHOUT_EFFECT_YET.stream()
        .filter(values::isSet)
        .forEach(key -> warnings.add(key + " is set, but has no effect yet"));
    warnings.addAll(unsafe(http.publicUrl(), mail.smtp()));
    return new Config(http, storage, mail, accounts, contracts, List.copyOf(warnings));
  }

  private static Http http(ConfigValues values) {
    int port = values.read("http.port", 8080, ConfigFormats::port);
    Optional<Integer> opsPort = values.optional("ops-port", ConfigFormats::port);
    if (opsPort.isPresent() && opsPort.get() != 0 && opsPort.get() == port) {
      values.problem(
          "ops-port and http.port are both " + port + "; leave ops-port out to share it");
    }
    URI local = URI.create("http://localhost:" + port);
    return new Http(
        values.read("http.host", "127.0.0.1", ConfigFormats::listeningHost),
        port,
        opsPort.map(OptionalInt::of).orElse(OptionalInt.empty()),
        values.read("public-url", local, ConfigFormats::origin),
        values.read(
            "trusted-proxies", List.of(), s -> ConfigFormats.list(s, ConfigFormats::network)),
        values.read("cors.allowed-origins", List.of("*"), ConfigFormats::allowedOrigins));
  }

  private static Storage storage(ConfigValues values, Path workingFolder) {
    Path standard = ConfigFormats.path(workingFolder, "data");
    Path data = values.read("data-dir", standard, s -> ConfigFormats.path(workingFolder, s));
    Optional<Database> server = values.secret("database-url", ConfigServers::postgres);
    return new Storage(
        data,
        values.read(
            "master-key-file",
            data.resolve("master.key"),
            s -> ConfigFormats.path(workingFolder, s)),
        server.orElseGet(() -> new Database.Embedded(data.resolve("vestibule.db"))));
  }

  private static Mail mail(ConfigValues values, URI publicUrl) {
    String serviceName = values.read("mail.service-name", "Vestibule", ConfigFormats::line);
    String address = "no-reply@" + publicUrl.getHost();
    String from = ConfigFormats.isMailAddress(address) ? address : "no-reply@localhost";
    return new Mail(
        values.secret("smtp-url", ConfigServers::smtp),
        values.read(
            "mail.from", new Mailbox(Optional.of(serviceName), from), ConfigFormats::mailbox),
        serviceName);
  }

  private static Accounts accounts(ConfigValues values) {
    return new Accounts(
        values.read("limits", true, ConfigFormats::flag),
        values.read("privacy", Privacy.DOCUMENTED, s -> ConfigFormats.oneOf(Privacy.class, s)),
        values.read("passwords.minimum-length", 0, s -> ConfigFormats.wholeNumber(s, 128)),
        values.read("passwords.refuse-breached", false, ConfigFormats::flag),
        values.read("sessions.idle-lifetime", Duration.ofDays(365), ConfigFormats::duration));
  }

  private static Contracts contracts(ConfigValues values, URI publicUrl) {
    Map<String, Links> links = new LinkedHashMap<>();
    links.put("useraccount", links(values, "useraccount", publicUrl + "/user_account/"));
    links.put("envelope", links(values, "envelope", publicUrl + "/api/"));
    links.put("chat", confirmOnly(values, "chat", publicUrl + "/api/register/confirm/{token}/"));
    links.put("knowme", confirmOnly(values, "knowme", publicUrl + "/confirm-email?key={token}"));
    links.put(
        "personal",
        confirmOnly(values, "personal", publicUrl + "/user_account/confirm_email/{token}"));
    return new Contracts(
        userAccount(values),
        values.read("assets-url", publicUrl, ConfigFormats::base),
        Collections.unmodifiableMap(links));
  }

  private static Links links(ConfigValues values, String contract, String base) {
    Links confirm = confirmOnly(values, contract, base + "confirm_email/{token}");
    String reset = base + "reset_password/{token}";
    String key = "links." + contract + "-reset";
    return new Links(
        confirm.confirm(), Optional.of(values.read(key, reset, ConfigFormats::linkTemplate)));
  }

  private static Links confirmOnly(ConfigValues values, String contract, String template) {
    String key = "links." + contract + "-confirm";
    return new Links(values.read(key, template, ConfigFormats::linkTemplate), Optional.empty());
  }

  private static UserAccount userAccount(ConfigValues values) {
    Duration lifetime =
        values.read("useraccount.token-lifetime", Duration.ofHours(1), ConfigFormats::duration);
    Duration halfAnHour = Duration.ofMinutes(30);
    // Not divided as a Duration, which would load the JDK's arithmetic of big numbers.
    Duration half = Duration.ofMillis(lifetime.toMillis() / 2);
    Duration renewal =
        values.read(
            "useraccount.token-renewal",
            half.compareTo(halfAnHour) < 0 ? half : halfAnHour,
            ConfigFormats::duration);
    if (renewal.compareTo(lifetime) >= 0) {
      values.problem("useraccount.token-renewal must be shorter than useraccount.token-lifetime");
    }
    return new UserAccount(
        lifetime,
        renewal,
        values.read(
            "useraccount.remembered-lifetime", Duration.ofDays(30), ConfigFormats::duration));
  }

  private static List<String> unsafe(URI publicUrl, Optional<Smtp> smtp) {
    List<String> warnings = new ArrayList<>();
    if (publicUrl.getScheme().equals("http") && !isLoopback(publicUrl.getHost())) {
      warnings.add("public-url is http: passwords and tokens cross the network unencrypted");
    }
    smtp.filter(s -> s.tls() == Tls.OPPORTUNISTIC && s.credentials().isPresent())
        .filter(s -> !isLoopback(s.host()))
        .ifPresent(
            s ->
                warnings.add(
                    "smtp-url has a password and may send it unencrypted; " + "add ?tls=required"));
    return warnings;
  }
}
