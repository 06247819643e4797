package vestibule.cli;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.service.Services;

/** {@code vestibule service}. */
@Command(
    name = "service",
    description = "Make and change the credentials of programs that ask this server.",
    subcommands = {
      ServiceCommand.Create.class,
      ServiceCommand.ListAll.class,
      ServiceCommand.Rotate.class,
      ServiceCommand.Delete.class
    })
final class ServiceCommand {

  private static final String WHICH = "Its name, or its id; digits are an id.";

  @Command(
      name = "create",
      description = {
        "Make a service, and show its secret, which is kept nowhere: it is shown this once.",
        "Servers know it within a second."
      })
  static final class Create extends CoreCommand {

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "1 to 64 lower-case letters, digits and .-_, a letter first.")
    private String name;

    @Option(
        names = "--scope",
        required = true,
        split = ",",
        paramLabel = "SCOPE",
        description = "What it may ask: introspect, events:read. Once for each, or with commas.")
    private List<String> scopes;

    @Override
    void run() {
      Set<Scope> wanted = EnumSet.noneOf(Scope.class);
      for (String scope : scopes) {
        wanted.add(
            Scope.of(scope)
                .orElseThrow(
                    () ->
                        wrongUsage(
                            "there is no scope "
                                + scope
                                + "; there are "
                                + String.join(
                                    ", ", Stream.of(Scope.values()).map(Scope::text).toList()))));
      }
      Services.Drawn drawn = core().services().create(name, wanted);
      print(
          DrawnJson.of(drawn),
          "made service " + drawn.service().id() + ", " + name + "\n" + drawn.secret());
    }
  }

  @Command(name = "list", description = "List all services. No secret is shown.")
  static final class ListAll extends CoreCommand {

    @Override
    void run() {
      core().services().list().forEach(one -> print(ServiceJson.of(one), ServiceJson.text(one)));
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Draw another secret, and show it this once. The one before works for another 24 hours,",
        "or no longer, with --now."
      })
  static final class Rotate extends CoreCommand {

    @Parameters(index = "0", paramLabel = "SERVICE", description = WHICH)
    private String which;

    @Option(
        names = "--now",
        description = "Nothing is let in by the secret before, on other nodes within a second.")
    private boolean now;

    @Override
    void run() {
      Services.Drawn drawn = core().services().rotate(which, now);
      String until =
          drawn
              .service()
              .credential()
              .former()
              .map(former -> "; the secret before works until " + former.until())
              .orElse("; the secret before works no more");
      print(
          DrawnJson.of(drawn),
          "changed service " + drawn.service().id() + until + "\n" + drawn.secret());
    }
  }

  @Command(
      name = "delete",
      description = "Delete a service; nothing is let in by its secrets from then on.")
  static final class Delete extends CoreCommand {

    @Parameters(index = "0", paramLabel = "SERVICE", description = WHICH)
    private String which;

    @Override
    void run() {
      Service gone = core().services().delete(which);
      print(ServiceJson.of(gone), "deleted service " + gone.id() + ", " + gone.name());
    }
  }

  /** A service with the secret that was drawn for it. */
  record DrawnJson(
      long id, String name, List<String> scopes, String secret, Optional<Instant> formerUntil) {

    static DrawnJson of(Services.Drawn drawn) {
      ServiceJson service = ServiceJson.of(drawn.service());
      return new DrawnJson(
          service.id(), service.name(), service.scopes(), drawn.secret(), service.formerUntil());
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "DrawnJson[id=" + id + "]";
    }
  }

  /** A service as a program reads it. */
  record ServiceJson(
      long id,
      String name,
      List<String> scopes,
      Instant made,
      Instant secretSince,
      Optional<Instant> formerUntil) {

    static ServiceJson of(Service service) {
      Service.Credential credential = service.credential();
      return new ServiceJson(
          service.id(),
          service.name(),
          service.scopes().stream().sorted().map(Scope::text).toList(),
          service.made(),
          credential.since(),
          credential.former().map(Service.Former::until));
    }

    static String text(Service service) {
      return String.format(
          Locale.ROOT,
          "%8d  %-24s  %-24s  secret since %s%s",
          service.id(),
          service.name(),
          Scope.text(service.scopes()),
          service.credential().since(),
          service
              .credential()
              .former()
              .map(former -> ", the one before until " + former.until())
              .orElse(""));
    }
  }
}
