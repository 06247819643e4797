package vestibule.core.arrival;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import vestibule.core.address.AddressClaims;
import vestibule.core.change.Change;
import vestibule.core.model.Email;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.store.ArrivalStore;
import vestibule.core.store.ArrivalStore.FormerId;

/**
 * Lets in together those of a batch whom nothing of the others concerns: nobody else of it has
 * their old id or wants their name or an address of theirs, and they bring no keys. So it is the
 * same whether they come in their place or before all others. A person costs a tenth of what {@link
 * Landing} takes for each.
 */
record BatchLanding(Change change, Arrivals.Terms terms, List<Plan.Admit> people) {

  static BatchLanding of(Change change, Arrivals.Terms terms, List<Plan> plans) {
    return new BatchLanding(
        change,
        terms,
        plans.stream().filter(Plan.Admit.class::isInstance).map(Plan.Admit.class::cast).toList());
  }

  /**
   * Somebody with the strings that they want.
   *
   * @param keys the name's first, if there is one
   */
  private record Wanting(Plan.Admit plan, List<Identifier> keys) {}

  /**
   * Lets them in.
   *
   * @return what has become of those who are in now, or were and are to stay as they are; all
   *     others are to come one by one
   */
  Map<Plan, Outcome> land() {
    Map<Plan, Outcome> outcomes = new IdentityHashMap<>();
    Map<String, FormerId> known =
        store()
            .known(terms.source(), people.stream().map(Plan.Admit::oldId).distinct().toList())
            .stream()
            .collect(toMap(FormerId::oldId, Function.identity()));
    if (!terms.update()) {
      people.stream()
          .filter(plan -> known.containsKey(plan.oldId()))
          .forEach(plan -> outcomes.put(plan, unchanged(plan, known.get(plan.oldId()))));
    }
    List<Plan.Admit> landed = claimed(simple(known.keySet()));
    store()
        .land(
            landed.stream()
                .map(plan -> Landing.landed(change.now(), terms.source(), plan, plan.emails()))
                .toList(),
            change.now());
    change.recordAll(landed.stream().map(Plan.Admit::event).toList());
    landed.forEach(plan -> outcomes.put(plan, Landing.imported(plan, plan.warnings())));
    return outcomes;
  }

  private ArrivalStore store() {
    return change.stores().arrivals();
  }

  private static Outcome unchanged(Plan.Admit plan, FormerId former) {
    return new Outcome.Unchanged(OptionalLong.of(former.account()), plan.newcomer().login());
  }

  private List<Wanting> simple(Set<String> known) {
    Map<String, Long> ids = people.stream().collect(groupingBy(Plan.Admit::oldId, counting()));
    List<Wanting> all = people.stream().map(this::wanting).toList();
    Map<LoginKey, Long> wanted =
        all.stream()
            .flatMap(one -> one.keys().stream())
            .map(Identifier::key)
            .flatMap(key -> Stream.concat(Stream.of(key), key.former().stream()))
            .collect(groupingBy(Function.identity(), counting()));
    Set<LoginKey> held = store().held(wanted.keySet(), change.now());
    Set<Long> taken = store().taken(people.stream().map(Plan.Admit::account).toList());
    return all.stream()
        .filter(one -> ids.get(one.plan().oldId()) == 1 && !known.contains(one.plan().oldId()))
        .filter(one -> one.plan().belongings().keys().isEmpty())
        .filter(one -> !Landing.isIdRefused(terms, one.plan(), taken::contains))
        .filter(one -> one.keys().stream().allMatch(key -> isPlain(key.key(), wanted, held)))
        .toList();
  }

  private Wanting wanting(Plan.Admit plan) {
    List<Identifier> keys = new ArrayList<>();
    plan.newcomer()
        .username()
        .ifPresent(name -> keys.add(Landing.named(LoginKey.of(name), plan.account())));
    for (Email email : plan.emails()) {
      keys.add(AddressClaims.claimed(email, change.now()));
    }
    return new Wanting(plan, keys);
  }

  /** Whether a row of its own is all that the string needs, if there is none yet. */
  private static boolean isPlain(LoginKey key, Map<LoginKey, Long> wanted, Set<LoginKey> held) {
    return wanted.get(key) == 1 && !held.contains(key) && key.former().isEmpty();
  }

  /** Those who have all that they want; the others want nothing yet. */
  private List<Plan.Admit> claimed(List<Wanting> simple) {
    List<Boolean> claimed =
        store().claim(simple.stream().flatMap(one -> one.keys().stream()).toList());
    List<Plan.Admit> whole = new ArrayList<>();
    int at = 0;
    for (Wanting one : simple) {
      List<Boolean> own = claimed.subList(at, at + one.keys().size());
      at += own.size();
      if (own.contains(false)) {
        giveBack(one.keys(), own);
      } else {
        whole.add(one.plan());
      }
    }
    return whole;
  }

  private void giveBack(List<Identifier> keys, List<Boolean> claimed) {
    for (int i = 0; i < keys.size(); i++) {
      if (claimed.get(i)) {
        change.stores().identifiers().delete(keys.get(i).key(), keys.get(i).account());
      }
    }
  }
}
