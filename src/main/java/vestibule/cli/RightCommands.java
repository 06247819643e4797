package vestibule.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.model.Visit;
import vestibule.core.rights.RightsAdministration;
import vestibule.wiring.Foundation;

/**
 * {@code vestibule group}, {@code role} and {@code permission}: the same commands on three kinds of
 * rights.
 */
public final class RightCommands {

  private RightCommands() {}

  /** The kind of rights that a command is about, and where it runs. */
  @Command(
      mixinStandardHelpOptions = true,
      subcommands = {
        Create.class,
        ListAll.class,
        Members.class,
        Grant.class,
        Revoke.class,
        Delete.class
      },
      synopsisSubcommandLabel = "COMMAND")
  abstract static class Subject {

    abstract Kind kind();
  }

  /** {@code vestibule group}. */
  @Command(
      name = "group",
      description = "Make, list and delete groups, put accounts into them and take them out.")
  public static final class GroupCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.GROUP;
    }
  }

  /** {@code vestibule role}. */
  @Command(
      name = "role",
      description = "Make, list and delete roles, give them to accounts and take them away.")
  public static final class RoleCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.ROLE;
    }
  }

  /** {@code vestibule permission}. */
  @Command(
      name = "permission",
      description =
          "Make, list and delete permissions, give them to accounts or roles and take them away.")
  public static final class PermissionCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.PERMISSION;
    }
  }

  /** The parts that all these commands have. */
  abstract static class OnRights extends CoreCommand {

    @ParentCommand private Subject subject;

    @Override
    protected void run(Foundation foundation, Visit visit) {
      run(foundation);
    }

    abstract void run(Foundation foundation);

    Kind kind() {
      return subject.kind();
    }

    String word() {
      return DossierJson.small(kind());
    }

    Named find(Foundation foundation, String name) {
      return foundation
          .core()
          .rights()
          .find(kind(), name)
          .orElseThrow(() -> new CommandRefused("there is no " + word() + " of that name"));
    }
  }

  /** {@code create NAME}. */
  @Command(name = "create", description = "Make one.", mixinStandardHelpOptions = true)
  static final class Create extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 64 characters.")
    private String name;

    @Override
    void run(Foundation foundation) {
      Named made =
          foundation
              .core()
              .rights()
              .create(kind(), name)
              .orElseThrow(() -> new CommandRefused("there is a " + word() + " of that name"));
      print(made, "made " + word() + " " + made.name());
    }
  }

  /** {@code list}. */
  @Command(name = "list", description = "List all.", mixinStandardHelpOptions = true)
  static final class ListAll extends OnRights {

    @Override
    void run(Foundation foundation) {
      RightsAdministration grants = foundation.core().rights();
      for (Named one : grants.all(kind())) {
        String line = String.format(Locale.ROOT, "%8d  %s", one.id(), one.name());
        switch (kind()) {
          case ROLE -> {
            List<String> permissions = grants.permissionsOf(one);
            print(
                new Role(one.id(), one.name(), permissions),
                line + "  " + String.join(", ", permissions));
          }
          case GROUP, PERMISSION -> print(one, line);
        }
      }
    }
  }

  /** {@code members NAME}. */
  @Command(
      name = "members",
      description =
          "List the accounts that were given it, in the order of their ids; of a permission first"
              + " the roles that carry it.",
      mixinStandardHelpOptions = true)
  static final class Members extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name;

    @Mixin private AccountLooks.Page page;

    @Override
    void run(Foundation foundation) {
      Named right = find(foundation, name);
      if (kind() == Kind.PERMISSION && page.after() == 0) {
        foundation
            .core()
            .rights()
            .rolesWith(right)
            .forEach(role -> print(new Carrying(role), "    role  " + role.name()));
      }
      foundation
          .core()
          .rights()
          .members(kind(), right, page.after(), page.limit())
          .forEach(person -> print(AccountJson.of(person), AccountJson.line(person)));
    }
  }

  /** {@code delete NAME}. */
  @Command(
      name = "delete",
      description = "Delete one, and so take it from all who have it.",
      mixinStandardHelpOptions = true)
  static final class Delete extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name;

    @Option(names = "--yes", description = "Really delete; without, it is told who has it.")
    private boolean yes;

    @Override
    void run(Foundation foundation) {
      RightsAdministration grants = foundation.core().rights();
      Named right = find(foundation, name);
      if (!yes) {
        throw new CommandRefused(
            word() + " " + right.name() + " has " + holders(grants, right) + "; --yes deletes it");
      }
      long taken = grants.delete(kind(), right);
      print(
          new Deleted(word(), right.name(), taken),
          "deleted " + word() + " " + right.name() + ", which " + members(taken) + " had");
    }

    private String holders(RightsAdministration grants, Named right) {
      String members = members(grants.countMembers(kind(), right));
      int roles = kind() == Kind.PERMISSION ? grants.rolesWith(right).size() : 0;
      return roles == 0 ? members : members + " and " + roles + (roles == 1 ? " role" : " roles");
    }

    private static String members(long count) {
      return count + (count == 1 ? " account" : " accounts");
    }
  }

  /** What {@code grant} and {@code revoke} share. */
  abstract static class Change extends OnRights {

    @Parameters(
        index = "0",
        paramLabel = "NAME",
        description = "The name of what is given or taken.")
    private String name;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ACCOUNT",
        converter = AccountArgument.Converter.class,
        description = AccountArgument.HELP)
    private AccountReference account;

    @Option(names = "--role", description = "For permissions: the role, instead of an account.")
    private String role;

    @Mixin private AccountArgument argument;

    @Override
    void run(Foundation foundation) {
      if ((account == null) == (role == null) || role != null && kind() != Kind.PERMISSION) {
        throw wrongUsage("name one account" + (kind() == Kind.PERMISSION ? ", or one --role" : ""));
      }
      Named right = find(foundation, name);
      if (role == null) {
        onAccount(foundation, right);
      } else {
        onRole(foundation.core().rights(), right);
      }
    }

    private void onAccount(Foundation foundation, Named right) {
      Person person = argument.find(foundation, account);
      boolean changed = apply(foundation.core().rights(), right, person.id());
      print(
          new Changed(
              changed, right.name(), Long.toString(person.id()), Optional.of(Whom.of(person))),
          text(changed) + ": " + word() + " " + right.name() + ", " + Whom.of(person).text());
    }

    private void onRole(RightsAdministration grants, Named permission) {
      Named target =
          grants
              .find(Kind.ROLE, role)
              .orElseThrow(() -> new CommandRefused("there is no role of that name"));
      boolean changed = applyToRole(grants, permission, target);
      print(
          new Changed(changed, permission.name(), role, Optional.empty()),
          text(changed) + ": permission " + permission.name() + ", role " + target.name());
    }

    private static String text(boolean changed) {
      return changed ? "done" : "nothing to do";
    }

    abstract boolean apply(RightsAdministration grants, Named right, long account);

    abstract boolean applyToRole(RightsAdministration grants, Named permission, Named role);
  }

  /** {@code grant NAME ACCOUNT}. */
  @Command(
      name = "grant",
      description = "Give one to an account; a permission also to a role.",
      mixinStandardHelpOptions = true)
  static final class Grant extends Change {

    @Override
    boolean apply(RightsAdministration grants, Named right, long account) {
      return grants.grant(kind(), right, account);
    }

    @Override
    boolean applyToRole(RightsAdministration grants, Named permission, Named role) {
      return grants.grantToRole(permission, role);
    }
  }

  /** {@code revoke NAME ACCOUNT}. */
  @Command(
      name = "revoke",
      description = "Take one from an account; a permission also from a role.",
      mixinStandardHelpOptions = true)
  static final class Revoke extends Change {

    @Override
    boolean apply(RightsAdministration grants, Named right, long account) {
      return grants.revoke(kind(), right, account);
    }

    @Override
    boolean applyToRole(RightsAdministration grants, Named permission, Named role) {
      return grants.revokeFromRole(permission, role);
    }
  }

  /** A role as a program reads it. */
  record Role(long id, String name, List<String> permissions) {}

  /** A change as a program reads it. */
  record Changed(boolean changed, String right, String to, Optional<Whom> account) {}

  /** A role that carries a permission, as a program reads it. */
  record Carrying(Named role) {}

  /** A deletion as a program reads it. */
  record Deleted(String kind, String deleted, long accounts) {}
}
