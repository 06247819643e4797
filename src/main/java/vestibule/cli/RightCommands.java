package vestibule.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.cli.shown.DossierJson;
import vestibule.cli.shown.Whom;
import vestibule.core.administration.AccountReference;
import vestibule.core.model.Person;
import vestibule.core.model.Rights.Kind;
import vestibule.core.model.Rights.Named;
import vestibule.core.rights.RightsAdministration;

/**
 * {@code vestibule group}, {@code role} and {@code permission}: the same commands on three kinds of
 * rights.
 */
final class RightCommands {

  private RightCommands() {}

  /** A kind of rights, whose name the command has. */
  @Command(
      subcommands = {
        Create.class,
        ListAll.class,
        Members.class,
        Grant.class,
        Revoke.class,
        Delete.class
      })
  abstract static class OfKind {}

  @Command(
      name = "group",
      description = "Make, list and delete groups, put accounts into them and take them out.")
  static final class GroupCommand extends OfKind {}

  @Command(
      name = "role",
      description = "Make, list and delete roles, give them to accounts and take them away.")
  static final class RoleCommand extends OfKind {}

  @Command(
      name = "permission",
      description =
          "Make, list and delete permissions, give them to accounts or roles and take them away.")
  static final class PermissionCommand extends OfKind {}

  /** The parts that all these commands have. */
  abstract static class OnRights extends CoreCommand {

    RightsAdministration rights() {
      return core().rights();
    }

    Kind kind() {
      return Kind.valueOf(word().toUpperCase(Locale.ROOT));
    }

    String word() {
      return parentName();
    }

    Named find(Kind kind, String name) {
      return rights()
          .find(kind, name)
          .orElseThrow(
              () -> new CommandRefused("there is no " + DossierJson.small(kind) + " of that name"));
    }
  }

  @Command(name = "create", description = "Make one.")
  static final class Create extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 64 characters.")
    private String name;

    @Override
    void run() {
      Named made =
          rights()
              .create(kind(), name)
              .orElseThrow(() -> new CommandRefused("there is a " + word() + " of that name"));
      print(made, "made " + word() + " " + made.name());
    }
  }

  @Command(name = "list", description = "List all.")
  static final class ListAll extends OnRights {

    @Override
    void run() {
      for (Named one : rights().all(kind())) {
        String line = String.format(Locale.ROOT, "%8d  %s", one.id(), one.name());
        switch (kind()) {
          case ROLE -> {
            List<String> permissions = rights().permissionsOf(one);
            print(
                new Role(one.id(), one.name(), permissions),
                line + "  " + String.join(", ", permissions));
          }
          case GROUP, PERMISSION -> print(one, line);
        }
      }
    }
  }

  @Command(
      name = "members",
      description =
          "List the accounts that were given it, in the order of their ids; of a permission first"
              + " the roles that carry it.")
  static final class Members extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name;

    @Mixin private AccountLooks.Page page;

    @Override
    void run() {
      Named right = find(kind(), name);
      if (kind() == Kind.PERMISSION && page.after() == 0) {
        rights()
            .rolesWith(right)
            .forEach(role -> print(new Carrying(role), "    role  " + role.name()));
      }
      rights().members(kind(), right, page.after(), page.limit()).forEach(this::printLine);
    }
  }

  @Command(name = "delete", description = "Delete one, and so take it from all who have it.")
  static final class Delete extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name;

    @Option(names = "--yes", description = "Really delete; without, it is told who has it.")
    private boolean yes;

    @Override
    void run() {
      Named right = find(kind(), name);
      if (!yes) {
        throw new CommandRefused(
            word() + " " + right.name() + " has " + holders(right) + "; --yes deletes it");
      }
      long taken = rights().delete(kind(), right);
      print(
          new Deleted(word(), right.name(), taken),
          "deleted " + word() + " " + right.name() + ", which " + members(taken) + " had");
    }

    private String holders(Named right) {
      String members = members(rights().countMembers(kind(), right));
      int roles = kind() == Kind.PERMISSION ? rights().rolesWith(right).size() : 0;
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
        description = AccountArgument.HELP)
    private AccountReference account;

    @Option(names = "--role", description = "For permissions: the role, instead of an account.")
    private String role;

    @Mixin private AccountArgument argument;

    @Override
    void run() {
      if ((account == null) == (role == null) || role != null && kind() != Kind.PERMISSION) {
        throw wrongUsage("name one account" + (kind() == Kind.PERMISSION ? ", or one --role" : ""));
      }
      Named right = find(kind(), name);
      if (role == null) {
        onAccount(right, argument.find(core(), account));
      } else {
        onRole(right, find(Kind.ROLE, role));
      }
    }

    private void onAccount(Named right, Person person) {
      boolean changed = apply(right, person.id());
      Whom whom = Whom.of(person);
      print(
          new Changed(changed, right.name(), Long.toString(person.id()), Optional.of(whom)),
          text(changed) + ": " + word() + " " + right.name() + ", " + whom.text());
    }

    private void onRole(Named permission, Named target) {
      boolean changed = applyToRole(permission, target);
      print(
          new Changed(changed, permission.name(), role, Optional.empty()),
          text(changed) + ": permission " + permission.name() + ", role " + target.name());
    }

    private static String text(boolean changed) {
      return changed ? "done" : "nothing to do";
    }

    abstract boolean apply(Named right, long account);

    abstract boolean applyToRole(Named permission, Named target);
  }

  @Command(name = "grant", description = "Give one to an account; a permission also to a role.")
  static final class Grant extends Change {

    @Override
    boolean apply(Named right, long account) {
      return rights().grant(kind(), right, account);
    }

    @Override
    boolean applyToRole(Named permission, Named target) {
      return rights().grantToRole(permission, target);
    }
  }

  @Command(
      name = "revoke",
      description = "Take one from an account; a permission also from a role.")
  static final class Revoke extends Change {

    @Override
    boolean apply(Named right, long account) {
      return rights().revoke(kind(), right, account);
    }

    @Override
    boolean applyToRole(Named permission, Named target) {
      return rights().revokeFromRole(permission, target);
    }
  }

  record Role(long id, String name, List<String> permissions) {}

  record Changed(boolean changed, String right, String to, Optional<Whom> account) {}

  record Carrying(Named role) {}

  record Deleted(String kind, String deleted, long accounts) {}
}
