package vestibule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vestibule.core.model.Language;
import vestibule.core.model.Person;
import vestibule.core.model.Session;
import vestibule.core.refusal.RefusedException;

/**
 * Under strict privacy as much is done before the answer for a taken address as for a free one: as
 * many hashes, units of work and statements, in the same order (docs/contracts 0.6).
 */
abstract class EqualWorkCases {

  private static final String TAKEN = "taken@example.org";
  private static final String FREE = "free@example.org";

  private final Stage stage;
  private WatchedDatabase watched;
  private House house;
  private Person owner;

  EqualWorkCases(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void build() {
    watched = new WatchedDatabase(stage.database);
    house = new House(new Stage(watched), true);
    owner = house.register(TAKEN);
    owner = house.confirm(house.mail());
    house.enter(owner);
    done(() -> house.resets.request(FREE, House.visit(House.CHAT)));
  }

  @Test
  void aRegistrationWithATakenAddressDoesWhatOneWithAFreeOneDoesButForTheClaimItself() {
    List<String> taken = done(() -> house.register(Optional.of("one"), TAKEN));
    List<String> free = done(() -> house.register(Optional.of("two"), FREE));
    assertThat(withoutIdentifiers(taken)).isEqualTo(withoutIdentifiers(free)).contains("write");
    assertThat(taken).as("all but the insertion of the claim").hasSize(free.size() - 1);
  }

  @Test
  void soDoesTheAddingOfOne() {
    Session session = house.enter(owner);
    house.register("other@example.org");
    List<String> taken =
        done(() -> house.emails.add(session, "other@example.org", House.visit(House.CHAT)));
    List<String> free = done(() -> house.emails.add(session, FREE, House.visit(House.CHAT)));
    assertThat(withoutIdentifiers(taken)).isEqualTo(withoutIdentifiers(free)).contains("write");
  }

  @Test
  void everyRefusedLogInReadsTheSameAndWritesNothing() {
    house.register(Optional.of("withheld"), TAKEN);
    house.register(Optional.of("real"), "claimed@example.org");
    List<String> wrong = done(() -> house.signIn(TAKEN, "wrong"));
    assertThat(wrong).doesNotContain("write").contains("read", "hashes: 1");
    assertThat(done(() -> house.signIn(FREE, "wrong"))).isEqualTo(wrong);
    assertThat(done(() -> house.signIn("claimed@example.org", "wrong"))).isEqualTo(wrong);
    assertThat(done(() -> house.signIn("claimed@example.org", "claimed@example.org")))
        .isEqualTo(wrong);
    assertThat(done(() -> house.signIn("withheld", TAKEN))).isEqualTo(wrong);
    assertThat(done(() -> house.signIn("real", "claimed@example.org"))).isEqualTo(wrong);
  }

  @Test
  void aResetAndAConfirmationAreOneRowWhoeverGetsThem() {
    house.register(Optional.of("withheld"), TAKEN);
    house.register("claimed@example.org");
    List<String> reset = done(() -> house.resets.request(TAKEN, House.visit(House.CHAT)));
    assertThat(reset).hasSize(3).startsWith("write");
    List<String> resent = done(() -> resend(TAKEN));
    assertThat(resent).isEqualTo(reset);
    for (String login : List.of(FREE, "claimed@example.org", "withheld", "no one", "\0\n")) {
      assertThat(done(() -> house.resets.request(login, House.visit(House.CHAT))))
          .as(login)
          .isEqualTo(reset);
      assertThat(done(() -> resend(login))).as(login).isEqualTo(resent);
    }
  }

  private void resend(String address) {
    house.emails.resend(address, Optional.empty(), door -> Language.ENGLISH);
  }

  /** The units of work, their statements, and how many hashes. */
  private List<String> done(Runnable what) {
    watched.seen();
    house.hashes.set(0);
    try {
      what.run();
    } catch (RefusedException refused) {
      // As it is to be.
    }
    return Stream.concat(watched.seen().stream(), Stream.of("hashes: " + house.hashes.get()))
        .toList();
  }

  private static List<String> withoutIdentifiers(List<String> work) {
    return work.stream()
        .filter(step -> !step.contains("identifier") && !step.contains("select address from email"))
        .toList();
  }
}
