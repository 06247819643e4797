package vestibule.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.config.ContractsConfig.Declared;

/**
 * Every setting of the program, read once at the start and checked. Printing it shows no secret.
 */
public record Config(
    HttpConfig http,
    StorageConfig storage,
    MailConfig mail,
    AccountsConfig accounts,
    FirstLogInConfig firstLogIn,
    ContractsConfig contracts,
    LogConfig log,
    Report report) {

  /** The same with other storage. */
  public Config with(StorageConfig other) {
    return new Config(http, other, mail, accounts, firstLogIn, contracts, log, report);
  }

  /** The same where no other system is asked about anybody. */
  public Config withoutFirstLogIn() {
    return new Config(http, storage, mail, accounts, FirstLogInConfig.NONE, contracts, log, report);
  }

  /**
   * The same for a server that is thrown away: its data lie in a folder of its own, it listens to
   * this machine alone, and mails, asks and writes to nobody outside. It limits nobody and asks
   * nobody for a challenge, as all requests come from one place.
   */
  public Config forRehearsal(Path folder) {
    return new Config(
        http.forRehearsal(),
        storage.in(folder),
        new MailConfig(Optional.empty(), mail.from(), mail.serviceName(), mail.theme()),
        accounts.forRehearsal(),
        FirstLogInConfig.NONE,
        contracts,
        log.kept(),
        report);
  }

  /**
   * What an operator is told of the settings.
   *
   * @param warnings what should be known before the first request, a sentence each
   * @param effective every setting as it is in force
   */
  public record Report(List<String> warnings, List<Effective> effective) {}

  /**
   * A setting as it is in force.
   *
   * @param value as an operator would write it; {@code (hidden)} for a secret
   * @param from where it was given, {@code default} where it was not
   */
  public record Effective(String key, String value, String from) {}

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
   * @param contracts of the program, in the order of their documents
   * @throws Invalid when any setting is wrong, unknown or given twice
   */
  public static Config read(
      Map<String, String> environment, Path workingFolder, List<Declared> contracts)
      throws Invalid {
    Values values = new Values(Sources.read(environment, workingFolder), workingFolder);
    Config config = read(values, contracts);
    if (!values.problems().isEmpty()) {
      throw new Invalid(values.problems());
    }
    return config;
  }

  private static Config read(Values values, List<Declared> contracts) {
    values.follow(Profile.read(values));
    HttpConfig http = HttpConfig.read(values);
    StorageConfig storage = StorageConfig.read(values);
    MailConfig mail = MailConfig.read(values, http.publicUrl());
    AccountsConfig accounts = AccountsConfig.read(values, contracts);
    FirstLogInConfig firstLogIn = FirstLogInConfig.read(values);
    ContractsConfig surfaces = ContractsConfig.read(values, http.publicUrl(), contracts);
    LogConfig log = LogConfig.read(values);
    List<String> warnings =
        new ArrayList<>(Warnings.of(values, http, storage, mail, accounts, firstLogIn));
    warnings.addAll(surfaces.sessions().keys().former().warnings());
    return new Config(
        http,
        storage,
        mail,
        accounts,
        firstLogIn,
        surfaces,
        log,
        new Report(List.copyOf(warnings), values.effective()));
  }

  /** The page that documents every setting, as {@code docs/configuration.md} holds it. */
  public static String reference(List<Declared> contracts) {
    Values values = new Values(new Sources(Map.of(), List.of()), Path.of(""));
    read(values, contracts);
    return Reference.page(values.sections());
  }

  /** What the operator should know before the first request, a sentence each. */
  public List<String> warnings() {
    return report.warnings();
  }
}
