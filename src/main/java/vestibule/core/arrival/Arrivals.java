package vestibule.core.arrival;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Email;
import vestibule.core.model.Visit;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.core.store.ArrivalStore.Range;
import vestibule.core.store.Ids;

/**
 * Lets people in from another system. Each comes whole or not at all; who has come before is known
 * by the pair of the system's name and their id there.
 */
public final class Arrivals {

  /** The first number that is no id, as JavaScript reads them. */
  private static final long IDS_END = 1L << 53;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");

  private final Changes changes;
  private final Ids ids;
  private final Landing landing;
  private final CatchUp catchUp;
  private final ArrivingRights rights;
  private final ArrivingKeys keys;

  public Arrivals(
      Changes changes,
      Ids ids,
      Landing landing,
      CatchUp catchUp,
      ArrivingRights rights,
      ArrivingKeys keys) {
    this.changes = changes;
    this.ids = ids;
    this.landing = landing;
    this.catchUp = catchUp;
    this.rights = rights;
    this.keys = keys;
  }

  /**
   * How a system's people come in.
   *
   * @param source the name of the system
   * @param keepIds whether whole numbers stay the ids that they are
   * @param kept the ids that may be kept
   * @param update whether people who came before are brought up to date
   * @param visit the door whose mails they would get
   */
  public record Terms(
      String source, boolean keepIds, List<Range> kept, boolean update, Visit visit) {

    /** The same with ids that may be kept. */
    public Terms keeping(List<Range> ids) {
      return new Terms(source, keepIds, ids, update, visit);
    }

    boolean isKept(long id) {
      return kept.stream().anyMatch(range -> range.has(id));
    }
  }

  /**
   * What is noted with a batch.
   *
   * @param rows how many rows of the source are done then
   * @param told is given the outcomes before they are committed, maybe more than once: what it
   *     writes is there when a process is killed after that
   */
  public record Done(long rows, Consumer<List<Outcome>> told) {}

  /** How many rows of a source were done before. */
  public long done(String source) {
    return changes.read(stores -> stores.arrivals().done(source));
  }

  /**
   * Keeps account ids from nodes, for people who bring theirs along.
   *
   * @param greatest the greatest that is wanted
   * @param room how many beyond it are kept for those who come later
   * @return what is kept now
   */
  public List<Range> keepIds(long greatest, long room) {
    return changes.write(
        stores -> {
          boolean kept =
              stores.arrivals().keptIds().stream().anyMatch(range -> range.has(greatest));
          if (!kept) {
            stores.arrivals().keepIds(Math.min(IDS_END, greatest + 1 + room));
          }
          return stores.arrivals().keptIds();
        });
  }

  /** Lets roles permit what those of their names did in the other system. */
  public void permit(Map<String, Set<String>> roles) {
    rights.permit(roles);
  }

  /** Whether somebody of that old id has come. */
  public boolean isKnown(String source, String oldId) {
    return changes.read(stores -> stores.arrivals().find(source, oldId)).isPresent();
  }

  /** The old ids of a system's people, in their order as text. */
  public List<FormerId> formerIds(String source, String after, int most) {
    return changes.read(stores -> stores.arrivals().list(source, after, most));
  }

  /** The id that an old one can be kept as: a whole number from 1 to 2^53 - 1. */
  public static OptionalLong number(String oldId) {
    if (!NUMBER.matcher(oldId).matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(oldId);
    return number < IDS_END ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /**
   * Lets some people in, in one unit of work.
   *
   * @return what has become of each, in their order
   */
  public List<Outcome> admit(Terms terms, List<Arrival> people, Done done) {
    LongFunction<AuditEvent> event =
        account -> changes.byOperator(AuditEvent.Kind.IMPORTED, account, terms.source());
    List<Plan> drawn = ready(terms, people).stream().map(one -> plan(terms, one, event)).toList();
    return changes.unit(
        0,
        changes.now(),
        change -> {
          List<Plan> plans = ArrivingRights.judged(change.stores(), drawn);
          Map<Plan, Outcome> together = BatchLanding.of(change, terms, plans).land();
          List<Outcome> outcomes =
              plans.stream()
                  .map(
                      plan ->
                          Optional.ofNullable(together.get(plan))
                              .orElseGet(() -> done(change, terms, plan)))
                  .toList();
          change.stores().arrivals().setDone(terms.source(), done.rows());
          done.told().accept(outcomes);
          return outcomes;
        });
  }

  /**
   * Lets in somebody who signs in for the first time. Their id stays where an import has kept it
   * from nodes; else they get one of ours.
   *
   * @param visit their own
   * @return {@link Outcome.Unchanged} when they have come before, or just now by another door
   */
  public Outcome receive(String source, Arrival person, Visit visit) {
    List<Range> kept = changes.read(stores -> stores.arrivals().keptIds());
    OptionalLong number = number(person.identity().oldId());
    boolean keep =
        number.isPresent() && kept.stream().anyMatch(range -> range.has(number.getAsLong()));
    Outcome outcome = received(new Terms(source, keep, kept, false, visit), person);
    // What is taken may be taken by themselves, a moment ago; and an id by somebody else.
    return outcome instanceof Outcome.Refused
        ? received(new Terms(source, false, kept, false, visit), person)
        : outcome;
  }

  private Outcome received(Terms terms, Arrival person) {
    Plan plan =
        plan(
            terms,
            person,
            account ->
                changes.event(AuditEvent.Kind.IMPORTED, account, terms.visit(), terms.source()));
    return changes.unit(
        0,
        changes.now(),
        change ->
            done(change, terms, ArrivingRights.judged(change.stores(), List.of(plan)).getFirst()));
  }

  /** Hashes what will be stored, on as many cores as there are, while nobody waits for the rows. */
  private List<Arrival> ready(Terms terms, List<Arrival> people) {
    List<String> oldIds = people.stream().map(one -> one.identity().oldId()).distinct().toList();
    Map<String, FormerId> known =
        changes
            .<List<FormerId>>read(stores -> stores.arrivals().known(terms.source(), oldIds))
            .stream()
            .collect(Collectors.toMap(FormerId::oldId, Function.identity()));
    return people.parallelStream()
        .map(one -> isStored(terms, one, known.get(one.identity().oldId())) ? one.hashed() : one)
        .toList();
  }

  private static boolean isStored(Terms terms, Arrival person, FormerId known) {
    Optional<String> digest = person.password().map(Arrival.StoredPassword::digest);
    return known == null || terms.update() && !known.arrived().digest().equals(digest);
  }

  private Outcome done(Change change, Terms terms, Plan plan) {
    return switch (plan) {
      case Plan.Refuse(Outcome.Refused outcome) -> outcome;
      case Plan.Admit admit -> admitted(change, terms, admit);
    };
  }

  private Outcome admitted(Change change, Terms terms, Plan.Admit plan) {
    Optional<FormerId> known =
        change
            .stores()
            .arrivals()
            .find(terms.source(), plan.oldId())
            // What is not to be changed is not locked either, as that would count as a change.
            .filter(former -> !terms.update() || change.lock(former.account()));
    if (known.isEmpty()) {
      return landing.land(change, terms, plan);
    }
    OptionalLong account = OptionalLong.of(known.get().account());
    return terms.update() && catchUp.isChanged(change, terms, known.get(), plan)
        ? new Outcome.Updated(account, plan.newcomer().login(), plan.warnings())
        : new Outcome.Unchanged(account, plan.newcomer().login());
  }

  /** Draws up what is to be done, with the event of the account that somebody gets. */
  private Plan plan(Terms terms, Arrival arrival, LongFunction<AuditEvent> event) {
    try {
      Newcomer newcomer = Newcomer.of(arrival.identity());
      long account = account(terms, arrival.identity().oldId());
      ArrivingRights.Given given = rights.of(arrival.rights());
      return new Plan.Admit(
          arrival,
          newcomer,
          new Plan.Belongings(
              newcomer.addresses().stream().map(one -> email(account, one, terms.visit())).toList(),
              given.rights(),
              keys.of(arrival)),
          event.apply(account),
          warnings(arrival, newcomer, given));
    } catch (Newcomer.Unfit unfit) {
      return new Plan.Refuse(unfit.outcome());
    }
  }

  private long account(Terms terms, String oldId) {
    if (!terms.keepIds() || !DIGITS.matcher(oldId).matches()) {
      return ids.next(Ids.Sequence.ACCOUNT);
    }
    return number(oldId).orElseThrow(() -> new Newcomer.Unfit(Outcome.Reason.ID_INVALID, "id"));
  }

  private Email email(long account, Newcomer.Addressed addressed, Visit visit) {
    return new Email(
        ids.next(Ids.Sequence.EMAIL),
        account,
        addressed.address().text(),
        addressed.verified(),
        new Email.Claim(
            visit.door().name(),
            visit.door().codes().family(),
            changes.now(),
            Optional.empty(),
            false));
  }

  private static SortedSet<Warning> warnings(
      Arrival arrival, Newcomer newcomer, ArrivingRights.Given given) {
    SortedSet<Warning> warnings = new TreeSet<>(newcomer.warnings());
    if (given.partly()) {
      warnings.add(Warning.RIGHTS_DROPPED);
    }
    if (arrival.password().isEmpty()) {
      warnings.add(Warning.NO_PASSWORD);
    }
    if (!arrival.active()) {
      warnings.add(Warning.INACTIVE);
    }
    if (newcomer.addresses().stream().anyMatch(address -> !address.verified())) {
      warnings.add(Warning.ADDRESS_UNVERIFIED);
    }
    return warnings;
  }
}
