package vestibule.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vestibule.cli.shown.CommandRefused;
import vestibule.core.store.event.AccountEvent.Type;
import vestibule.core.store.event.EventDeliveryStore;
import vestibule.core.store.event.Webhook;
import vestibule.core.webhook.Webhooks;

/** {@code vestibule webhook}: where other systems are told of what happens to accounts. */
@Command(
    name = "webhook",
    description = "Tell other systems of what happens to accounts (docs/events.md).",
    subcommands = {
      WebhookCommand.Create.class,
      WebhookCommand.ListAll.class,
      WebhookCommand.Rotate.class,
      WebhookCommand.Enable.class,
      WebhookCommand.Disable.class,
      WebhookCommand.Delete.class,
      WebhookCommand.Dead.class,
      WebhookCommand.Resend.class
    })
final class WebhookCommand {

  private static final int MOST = 10_000;

  @Command(
      name = "create",
      description = {
        "Tell a receiver of what happens from now on. Its secret is shown once: the receiver needs"
            + " it to verify signatures."
      })
  static final class Create extends CoreCommand {

    @Parameters(index = "0", paramLabel = "URL", description = "Where events are sent; https.")
    private String url;

    @Option(
        names = "--types",
        split = ",",
        paramLabel = "TYPE",
        description = "What it is told, such as account.created,account.deleted; all by default.")
    private List<String> types = List.of();

    @Override
    void run() {
      Set<Type> wanted = types.stream().map(Create::type).collect(Collectors.toSet());
      Webhooks.Made made = core().events().webhooks().create(url, wanted);
      long id = made.webhook().id();
      print(new Secret(id, made.secret()), "webhook " + id + "\nsecret  " + made.secret());
    }

    private static Type type(String word) {
      return Type.of(word)
          .orElseThrow(() -> new CommandRefused("there are no events of type " + word));
    }
  }

  @Command(
      name = "list",
      description = "List webhooks, with how their receivers answer: ok, failing, disabled.")
  static final class ListAll extends CoreCommand {

    @Override
    void run() {
      core().events().webhooks().list().stream()
          .map(Shown::of)
          .forEach(shown -> print(shown, shown.line()));
    }
  }

  /** A command on one webhook. */
  abstract static class OnOne extends CoreCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The webhook, as list shows it.")
    private long id;

    final long id() {
      return id;
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Give a webhook another secret, which is shown once. For 24 hours messages are signed with",
        "the one before too."
      })
  static final class Rotate extends OnOne {

    @Option(names = "--now", description = "The secret before is worth nothing from now on.")
    private boolean atOnce;

    @Override
    void run() {
      String secret = core().events().webhooks().rotate(id(), atOnce);
      print(new Secret(id(), secret), "webhook " + id() + "\nsecret  " + secret);
    }
  }

  @Command(
      name = "enable",
      description = "Tell a webhook again that asked for no more, or try a failing one at once.")
  static final class Enable extends OnOne {

    @Override
    void run() {
      core().events().webhooks().enable(id());
      print(new Changed(id()), "webhook " + id() + " is told again");
    }
  }

  @Command(
      name = "disable",
      description = {
        "Tell a webhook nothing more, until it is enabled. What is owed to it waits for three days",
        "at most, and what happens meanwhile is not told to it afterwards."
      })
  static final class Disable extends OnOne {

    @Override
    void run() {
      core().events().webhooks().disable(id());
      print(new Changed(id()), "webhook " + id() + " is told nothing more");
    }
  }

  @Command(name = "delete", description = "Remove a webhook with all that is owed to it.")
  static final class Delete extends OnOne {

    @Override
    void run() {
      core().events().webhooks().delete(id());
      print(new Changed(id()), "webhook " + id() + " is gone");
    }
  }

  @Command(
      name = "dead",
      description = "List the events that were given up for a webhook, the latest first, and why.")
  static final class Dead extends OnOne {

    @Option(
        names = "--limit",
        defaultValue = "100",
        description = "How many at most, up to 10000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    void run() {
      core().events().deliveries().dead(id(), Math.clamp(limit, 1, MOST)).stream()
          .map(GivenUp::of)
          .forEach(one -> print(one, one.line()));
    }
  }

  @Command(
      name = "resend",
      description = {
        "Begin anew with events that were given up. They come after what was sent meanwhile.",
        "Ends with 1 when one of them was not given up."
      })
  static final class Resend extends OnOne {

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "EVENT",
        description = "Ids of events, as dead shows them.")
    private List<Long> events = List.of();

    @Option(names = "--all", description = "Every one that was given up for this webhook.")
    private boolean all;

    @Override
    void run() {
      if (all == !events.isEmpty()) {
        throw new CommandRefused("name events by their ids, or --all");
      }
      int sent = all ? resend(OptionalLong.empty()) : 0;
      for (long event : events) {
        sent += resend(OptionalLong.of(event));
      }
      if (sent < events.size()) {
        throw new CommandRefused("done with " + sent + " of them; the others were not given up");
      }
      print(new Resent(sent), "events: " + sent);
    }

    private int resend(OptionalLong event) {
      return core().events().deliveries().resend(id(), event);
    }
  }

  record Secret(long webhook, String secret) {}

  record Changed(long webhook) {}

  record Resent(int events) {}

  /**
   * A webhook as it is listed.
   *
   * @param types that it is told; none for all
   * @param overlapEnds until when two secrets are good; "" when one is
   * @param said why the last try failed, "" where it did not
   */
  record Shown(
      long webhook, String url, List<String> types, String state, String overlapEnds, String said) {

    static Shown of(Webhook webhook) {
      Webhook.Health health = webhook.health();
      String working = health.failures() == 0 ? "ok" : "failing";
      return new Shown(
          webhook.id(),
          webhook.url(),
          webhook.types().stream().map(Type::word).sorted().toList(),
          webhook.isEnabled() ? working : "disabled",
          webhook.overlapEnds().map(Instant::toString).orElse(""),
          health.said());
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%8d  %-8s  %s  %s%s%s",
          webhook,
          state,
          url,
          types.isEmpty() ? "all" : String.join(",", types),
          overlapEnds.isEmpty() ? "" : "  two secrets until " + overlapEnds,
          said.isEmpty() ? "" : "  " + said);
    }
  }

  /**
   * An event that was given up.
   *
   * @param at when it was
   */
  record GivenUp(long event, String type, long account, String at, String why) {

    static GivenUp of(EventDeliveryStore.Dead dead) {
      return new GivenUp(
          dead.delivery().placed().position(),
          dead.delivery().placed().event().type().word(),
          dead.delivery().account(),
          dead.at().toString(),
          dead.why());
    }

    String line() {
      return String.format(
          Locale.ROOT, "%8d  %-18s  account %d  %s  %s", event, type, account, at, why);
    }
  }
}
