package vestibule.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.DossierJson;
import vestibule.cli.shown.DossierText;
import vestibule.cli.shown.Whom;
import vestibule.core.factor.Factors;
import vestibule.core.model.Person;
import vestibule.core.operator.Reason;

/** {@code vestibule factor}. */
@Command(
    name = "factor",
    description = "Show the second factors of accounts, and remove lost ones.",
    subcommands = {FactorCommand.ListAll.class, FactorCommand.Remove.class})
final class FactorCommand {

  @Command(name = "list", description = "List the second factors of an account.")
  static final class ListAll extends AccountCommand.OnAccount {

    @Override
    void run(Person person) {
      Factors.Held held = core().secondFactors().factors().of(person.id());
      print(HeldJson.of(held), text(held));
    }

    private static String text(Factors.Held held) {
      return Stream.concat(
              held.factors().stream().map(DossierText::factor),
              Stream.of("recovery codes left: " + held.codesLeft()))
          .collect(Collectors.joining("\n"));
    }
  }

  @Command(
      name = "remove",
      description = {
        "Remove a second factor that somebody has lost, and end all their sessions.",
        "With the last one their recovery codes go. All their confirmed addresses are told, and",
        "the audit trail keeps the reason. Make sure that it is them who asks: from then on the",
        "password alone lets them in."
      })
  static final class Remove extends AccountCommand.OnAccount {

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description =
            "How you know that it is them: one line for the audit trail. It outlives the account,"
                + " so name nobody in it.")
    private String reason;

    /** One factor or all. */
    static final class Which {

      @Option(names = "--id", description = "The factor's id, as `factor list` shows it.")
      private Long id;

      @Option(names = "--all", description = "All factors.")
      private boolean all;
    }

    @Override
    void run(Person person) {
      Reason why =
          Reason.of(reason)
              .orElseThrow(
                  () ->
                      wrongUsage(
                          "--reason takes one line of at most " + Reason.LONGEST + " characters"));
      Optional<Long> id = Optional.ofNullable(which.id);
      if (!core().secondFactors().factors().removeByOperator(person.id(), id, why)) {
        throw new CommandRefused(
            id.map(one -> "the account has no second factor with the id " + one)
                .orElse("the account has no second factor"));
      }
      Whom whom = Whom.of(person);
      print(
          new Removed(id, whom),
          "removed "
              + id.map(one -> "factor " + one).orElse("all factors")
              + " of "
              + whom.text()
              + "; all sessions ended");
    }
  }

  record HeldJson(List<Map<String, Object>> factors, int recoveryCodesLeft) {

    static HeldJson of(Factors.Held held) {
      return new HeldJson(
          held.factors().stream().map(DossierJson::factor).toList(), held.codesLeft());
    }
  }

  /** Without an id all went. */
  record Removed(Optional<Long> factor, Whom account) {}
}
