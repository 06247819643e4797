package vestibule.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vestibule.Foundation;
import vestibule.core.account.Person;
import vestibule.core.rights.Grants;
import vestibule.core.rights.Rights.Kind;
import vestibule.core.rights.Rights.Named;

/**
 * {@code vestibule group}, {@code role} and {@code permission}: the same four commands on three
 * kinds of rights.
 */
final class RightCommands {

  private RightCommands() {}

  /** The kind of rights that a command is about, and where it runs. */
  @Command(
      mixinStandardHelpOptions = true,
      subcommands = {Create.class, ListAll.class, Grant.class, Revoke.class},
      synopsisSubcommandLabel = "COMMAND")
  abstract static class Subject {

    @ParentCommand private Program program;

    Program program() {
      return program;
    }

    abstract Kind kind();
  }

  /** {@code vestibule group}. */
  @Command(
      name = "group",
      description = "Make and list groups, put accounts into them and take them out.")
  static final class GroupCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.GROUP;
    }
  }

  /** {@code vestibule role}. */
  @Command(
      name = "role",
      description = "Make and list roles, give them to accounts and take them away.")
  static final class RoleCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.ROLE;
    }
  }

  /** {@code vestibule permission}. */
  @Command(
      name = "permission",
      description = "Make and list permissions, give them to accounts or roles and take them away.")
  static final class PermissionCommand extends Subject {

    @Override
    Kind kind() {
      return Kind.PERMISSION;
    }
  }

  /** The parts that all these commands have. */
  abstract static class OnRights implements Program.Body {

    @ParentCommand private Subject subject;
    @Mixin private Output output;

    @Override
    public Integer call() throws Exception {
      return subject.program().with((foundation, visit) -> run(foundation));
    }

    abstract int run(Foundation foundation);

    Kind kind() {
      return subject.kind();
    }

    String word() {
      return kind().name().toLowerCase(Locale.ROOT);
    }

    int say(Object value, String text) {
      output.print(subject.program().terminal().out(), value, text);
      return 0;
    }

    int refuse(String why) {
      subject.program().terminal().err().println("vestibule: " + why);
      return Program.REFUSED;
    }
  }

  /** {@code create NAME}. */
  @Command(name = "create", description = "Make one.", mixinStandardHelpOptions = true)
  static final class Create extends OnRights {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 64 characters.")
    private String name;

    @Override
    int run(Foundation foundation) {
      Optional<Named> made = foundation.grants().create(kind(), name);
      return made.map(one -> say(one, "made " + word() + " " + one.name()))
          .orElseGet(() -> refuse("there is a " + word() + " of that name"));
    }
  }

  /** {@code list}. */
  @Command(name = "list", description = "List all.", mixinStandardHelpOptions = true)
  static final class ListAll extends OnRights {

    @Override
    int run(Foundation foundation) {
      Grants grants = foundation.grants();
      for (Named one : grants.all(kind())) {
        if (kind() == Kind.ROLE) {
          Role role = new Role(one.id(), one.name(), grants.permissionsOf(one));
          say(
              role,
              String.format(
                  Locale.ROOT,
                  "%8d  %s  %s",
                  one.id(),
                  one.name(),
                  String.join(", ", role.permissions())));
        } else {
          say(one, String.format(Locale.ROOT, "%8d  %s", one.id(), one.name()));
        }
      }
      return 0;
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
        description = "Id, user name or e-mail address.")
    private String account;

    @Option(names = "--role", description = "For permissions: the role, instead of an account.")
    private String role;

    @Override
    int run(Foundation foundation) {
      Grants grants = foundation.grants();
      Optional<Named> right = grants.find(kind(), name);
      if (right.isEmpty()) {
        return refuse("there is no " + word() + " of that name");
      }
      if ((account == null) == (role == null) || role != null && kind() != Kind.PERMISSION) {
        return refuse("name one account" + (kind() == Kind.PERMISSION ? ", or one --role" : ""));
      }
      return role == null ? onAccount(foundation, right.get()) : onRole(grants, right.get());
    }

    private int onAccount(Foundation foundation, Named right) {
      Person person = AccountCommand.named(foundation, account);
      boolean changed = apply(foundation.grants(), right, person.id());
      return say(new Changed(changed, right.name(), Long.toString(person.id())), text(changed));
    }

    private int onRole(Grants grants, Named permission) {
      Optional<Named> target = grants.find(Kind.ROLE, role);
      if (target.isEmpty()) {
        return refuse("there is no role of that name");
      }
      boolean changed = applyToRole(grants, permission, target.get());
      return say(new Changed(changed, permission.name(), role), text(changed));
    }

    private static String text(boolean changed) {
      return changed ? "done" : "nothing to do";
    }

    abstract boolean apply(Grants grants, Named right, long account);

    abstract boolean applyToRole(Grants grants, Named permission, Named role);
  }

  /** {@code grant NAME ACCOUNT}. */
  @Command(
      name = "grant",
      description = "Give one to an account; a permission also to a role.",
      mixinStandardHelpOptions = true)
  static final class Grant extends Change {

    @Override
    boolean apply(Grants grants, Named right, long account) {
      return grants.grant(kind(), right, account);
    }

    @Override
    boolean applyToRole(Grants grants, Named permission, Named role) {
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
    boolean apply(Grants grants, Named right, long account) {
      return grants.revoke(kind(), right, account);
    }

    @Override
    boolean applyToRole(Grants grants, Named permission, Named role) {
      return grants.revokeFromRole(permission, role);
    }
  }

  /** A role as a program reads it. */
  record Role(long id, String name, List<String> permissions) {}

  /** A change as a program reads it. */
  record Changed(boolean changed, String right, String to) {}
}
