package vestibule.core.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.arrival.Arrival.Mailbox;
import vestibule.core.arrival.Arrival.StoredPassword;
import vestibule.core.arrival.Outcome.Imported;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.arrival.Outcome.Refused;
import vestibule.core.arrival.Outcome.Unchanged;
import vestibule.core.arrival.Outcome.Updated;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Rights;
import vestibule.core.store.Stores;
import vestibule.store.Stage;

/** People who come in one batch: it makes no difference that they come together. */
public abstract class BatchCases extends CoreCases {

  private static final Instant LONG_AGO = Instant.parse("2011-03-04T05:06:07Z");

  private Arrivals arrivals;

  protected BatchCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    arrivals = TestArrivals.of(core, stage, false);
  }

  private static Arrivals.Terms terms() {
    return new Arrivals.Terms("shop", false, List.of(), false, TestCore.visit(TestCore.CHAT));
  }

  private List<Outcome> admit(Arrival... people) {
    return arrivals.admit(terms(), List.of(people), new Arrivals.Done(people.length, _ -> {}));
  }

  private static Arrival person(String oldId, String name, Mailbox... addresses) {
    return new Arrival(
        new Arrival.Identity(oldId, Optional.of(name), List.of(addresses)),
        Optional.empty(),
        true,
        Optional.of(LONG_AGO),
        Account.Profile.EMPTY,
        List.of());
  }

  private Account stored(Outcome outcome) {
    long id = ((Imported) outcome).account().orElseThrow();
    return stage.transactions.<Account>read(stores -> stores.accounts().find(id).orElseThrow());
  }

  @Test
  void whoHasComeBeforeIsNotTouchedAgain() {
    Outcome first = admit(person("1", "ada")).getFirst();
    Account before = stored(first);
    assertThat(admit(person("1", "ada"))).singleElement().isInstanceOf(Unchanged.class);
    assertThat(stored(first)).isEqualTo(before);
  }

  @Test
  void outcomesAreToldBeforeAnythingIsCommitted() {
    List<List<Outcome>> told = new ArrayList<>();
    Arrivals.Done failing =
        new Arrivals.Done(
            1,
            outcomes -> {
              told.add(outcomes);
              throw new UncheckedIOException(new IOException("the disk is full"));
            });
    Arrival ada = person("1", "ada");
    assertThatThrownBy(() -> arrivals.admit(terms(), List.of(ada), failing))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(told.getFirst()).singleElement().isInstanceOf(Imported.class);
    assertThat(arrivals.done("shop")).isZero();
    assertThat(arrivals.isKnown("shop", "1")).isFalse();
    assertThat(arrivals.admit(terms(), List.of(ada), new Arrivals.Done(1, told::add)))
        .isEqualTo(told.getLast());
  }

  /** What came of people, with whose ids and strings the rows are, by their places. */
  private record Came(List<String> outcomes, Map<String, Integer> owners, List<String> people) {}

  /** People who want few names and addresses, in a corner of the database of their own. */
  private List<Arrival> crowd(Random random, String corner) {
    List<Arrival> crowd = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Optional<String> name =
          random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of(corner + "ada".charAt(random.nextInt(3)) + random.nextInt(2));
      List<Mailbox> mailboxes = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        String local = List.of("eve", "Eve", "stra\u00dfe", "strasse").get(random.nextInt(4));
        mailboxes.add(
            new Mailbox(
                local + "@" + corner + ".example", random.nextBoolean(), random.nextBoolean()));
      }
      crowd.add(
          new Arrival(
              new Arrival.Identity(corner + random.nextInt(8), name, mailboxes),
              random.nextBoolean()
                  ? Optional.of(new StoredPassword(() -> "$argon2id$" + mailboxes.size(), "digest"))
                  : Optional.empty(),
              random.nextBoolean(),
              Optional.of(LONG_AGO),
              Account.Profile.EMPTY,
              List.of(new Arrival.Right(Rights.Kind.GROUP, "group" + random.nextInt(2)))));
    }
    return crowd;
  }

  private Came came(String corner, List<Arrival> crowd, List<Outcome> outcomes) {
    Map<Long, Integer> places = new HashMap<>();
    List<String> told = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      long account =
          switch (outcome) {
            case Imported in -> in.account().orElseThrow();
            case Unchanged in -> in.account().orElseThrow();
            case Updated in -> in.account().orElseThrow();
            case Refused _ -> 0;
          };
      places.putIfAbsent(account, told.size());
      told.add(
          outcome.toString().replace(corner, "").replaceAll("OptionalLong\\[\\d+]", "")
              + places.get(account));
    }
    Map<String, Integer> owners = new TreeMap<>();
    List<String> people = new ArrayList<>();
    stage.transactions.read(
        stores -> {
          strings(crowd)
              .forEach(
                  text ->
                      stores
                          .identifiers()
                          .find(LoginKey.of(text))
                          .ifPresent(
                              one ->
                                  owners.put(
                                      text.replace(corner, "") + one.proven(),
                                      places.get(one.account()))));
          places.keySet().stream()
              .filter(account -> account != 0)
              .sorted(Comparator.comparing(places::get))
              .forEach(account -> people.add(person(stores, account).replace(corner, "")));
          return people;
        });
    return new Came(told, owners, people);
  }

  private static Stream<String> strings(List<Arrival> crowd) {
    return crowd.stream()
        .map(Arrival::identity)
        .flatMap(
            one ->
                Stream.concat(
                    one.username().stream(), one.addresses().stream().map(Mailbox::address)));
  }

  private static String person(Stores stores, long id) {
    Account account = stores.accounts().find(id).orElseThrow();
    List<Email> emails = stores.emails().of(id);
    return String.join(
        " ",
        account.username().orElse("-"),
        account.standing().status().name(),
        emails.stream().map(one -> one.address() + one.verified()).toList().toString(),
        emails.stream()
            .filter(one -> account.standing().primaryEmail().equals(OptionalLong.of(one.id())))
            .map(Email::address)
            .toList()
            .toString(),
        stores.passwords().find(id).map(one -> one.hash() + one.version()).orElse("-"),
        stores.rights().of(id).groups().stream().map(Rights.Named::name).toList().toString(),
        stores.audit().of(id, 9).stream().map(event -> event.kind().name()).toList().toString());
  }

  @Test
  void manyAtOnceComeToWhatOneByOneComesTo() {
    for (int seed = 0; seed < 60; seed++) {
      String one = "o" + seed + "x";
      List<Arrival> singly = crowd(new Random(seed), one);
      List<Outcome> outcomes = new ArrayList<>();
      singly.forEach(person -> outcomes.addAll(admit(person)));
      String all = "a" + seed + "x";
      List<Arrival> together = crowd(new Random(seed), all);
      Came came = came(all, together, admit(together.toArray(Arrival[]::new)));
      assertThat(came).as("seed %d", seed).isEqualTo(came(one, singly, outcomes));
    }
  }

  @Test
  void anAddressThatIsHeldForItsFormerAccountIsNobodysYet() {
    LoginKey key = LoginKey.of("eve@held.example");
    stage.transactions.write(
        stores -> {
          stores.heldAddresses().hold(key, 1, stage.clock().instant().plusSeconds(60));
          return key;
        });
    List<Outcome> outcomes =
        admit(person("1", "ada", new Mailbox("eve@held.example", true, true)), person("2", "bob"));
    assertThat(((Imported) outcomes.get(0)).warnings()).contains(Warning.ADDRESS_DROPPED);
    assertThat(((Imported) outcomes.get(1)).warnings()).doesNotContain(Warning.ADDRESS_DROPPED);
  }

  @Test
  void anIdThatIsNotKeptOrTakenIsRefusedAndItsNameStaysFree() {
    long base = TestArrivals.farId();
    Arrivals.Terms keeping =
        new Arrivals.Terms("shop", true, List.of(), false, TestCore.visit(TestCore.CHAT))
            .keeping(arrivals.keepIds(base, 1_000));
    Arrivals.Done done = new Arrivals.Done(2, _ -> {});
    Arrival first = person(Long.toString(base), "ada");
    assertThat(arrivals.admit(keeping, List.of(first), done).getFirst())
        .isInstanceOf(Imported.class);
    Arrivals.Terms other = new Arrivals.Terms("club", true, keeping.kept(), false, keeping.visit());
    List<Outcome> outcomes =
        arrivals.admit(
            other,
            List.of(
                person(Long.toString(base), "bob"),
                person("1", "eve"),
                person(Long.toString(base + 1), "joe")),
            done);
    assertThat(outcomes.subList(0, 2)).containsOnly(new Refused(Reason.ID_TAKEN, "id"));
    assertThat(stored(outcomes.get(2)).id()).isEqualTo(base + 1);
    assertThat(admit(person("9", "bob"), person("10", "eve")))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Imported.class));
  }
}
