package vestibule.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.administration.AccountSearch.Match;
import vestibule.core.administration.AccountSearch.Matches;
import vestibule.core.model.Person;
import vestibule.store.Stage;

/** Accounts that operators find by the beginning of a log-in string. */
public abstract class SearchCases extends CoreCases {

  protected SearchCases(Stage stage) {
    super(stage);
  }

  private Matches find(String text, String after, int most) {
    return new AccountSearch(core.changes).find(text, after, most);
  }

  private Person person(String name, String address) {
    return core.register(Optional.of(name), address);
  }

  private List<Long> found(String text) {
    return ids(find(text, "", 100));
  }

  private static List<Long> ids(Matches matches) {
    return matches.items().stream().map(match -> match.person().id()).toList();
  }

  @Test
  void theBeginningOfANameOrAnAddressIsEnoughAndNoOtherPart() {
    Person ada = person("Ada", "countess@example.org");
    Person adam = person("adam", "first@example.org");
    Person other = person("other", "ada.other@example.org");
    assertThat(found("ADA")).containsExactly(ada.id(), other.id(), adam.id());
    assertThat(found("ada.")).containsExactly(other.id());
    assertThat(found("countess@ex")).containsExactly(ada.id());
    assertThat(found("da")).isEmpty();
    assertThat(found("example.org")).isEmpty();
    assertThat(found(" ada ")).hasSize(3);
  }

  @Test
  void whatWouldBeAPatternElsewhereIsItself() {
    Person percent = person("a%b_c", "one@example.org");
    person("axbyc", "two@example.org");
    assertThat(found("a%")).containsExactly(percent.id());
    assertThat(found("a%b_")).containsExactly(percent.id());
    assertThat(found("%")).isEmpty();
    assertThat(found("_")).isEmpty();
    assertThat(found("'")).isEmpty();
    assertThat(found("a\u0000")).isEmpty();
    assertThat(found("x".repeat(5_000))).isEmpty();
  }

  @Test
  void lettersOfAllScriptsAndPlanesLieInOneOrder() {
    Person small = person("яна", "a@example.org");
    Person large = person("ЯНОЧКА", "b@example.org");
    Person strasse = person("Straße", "c@example.org");
    Person high = person("x𐐨", "d@example.org");
    Person last = person("xｚ", "e@example.org");
    Person kana = person("xㅣ", "f@example.org");
    assertThat(found("Ян")).containsExactly(small.id(), large.id());
    assertThat(found("strass")).containsExactly(strasse.id());
    assertThat(found("x𐐀")).containsExactly(high.id());
    assertThat(found("xz")).containsExactly(last.id());
    // By their UTF-16 units the higher one would come first.
    assertThat(found("x")).containsExactly(last.id(), kana.id(), high.id());
  }

  @Test
  void anAccountComesOnceByTheFirstOfItsStrings() {
    Person ada = person("ada", "ada@example.org");
    Matches first = find("ada", "", 100);
    assertThat(first.items()).extracting(Match::login).containsExactly(Optional.of("ada"));
    assertThat(find("ada", "ada", 100).items()).isEmpty();
    assertThat(find("ada@", "", 100).items())
        .extracting(match -> match.person().id())
        .containsExactly(ada.id());
  }

  @Test
  void pagesHaveEachAccountOnceWhateverTheirSize() {
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(person("user" + i, "user" + (6 - i) + "@example.org").id());
    }
    person("zoe", "zoe@example.org");
    for (int most = 1; most < 9; most++) {
      List<Long> all = new ArrayList<>();
      Optional<String> next = Optional.of("");
      for (int pages = 0; next.isPresent(); pages++) {
        Matches page = find("user", next.get(), most);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(most);
        assertThat(pages).isLessThan(20);
        all.addAll(ids(page));
        next = page.next();
      }
      assertThat(all).as("pages of %d", most).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  /** As whoever asks may say anything. */
  @Test
  void aPageBehindWhatDoesNotBeginSoIsTheFirstOneOrNone() {
    Person ada = person("ada", "x@example.org");
    Person adam = person("adam", "y@example.org");
    assertThat(ids(find("ada", "aa", 100))).containsExactly(ada.id(), adam.id());
    assertThat(ids(find("ada", "ad", 100))).containsExactly(ada.id(), adam.id());
    assertThat(ids(find("ada", "ada", 100))).containsExactly(adam.id());
    assertThat(ids(find("ada", "adb", 100))).isEmpty();
    assertThat(ids(find("ada", "\ud800\udc00", 100))).isEmpty();
  }

  @Test
  void anIdAndAWholeAddressMeanTheirAccountsFirst() {
    Person ada = person("ada", "shared@example.org");
    Person eve = person("eve", "eve@example.org");
    Person number = person(Long.toString(ada.id()), "number@example.org");
    Matches byId = find(Long.toString(ada.id()), "", 100);
    assertThat(ids(byId)).containsExactly(ada.id(), number.id());
    assertThat(byId.items().getFirst().login()).isEmpty();
    assertThat(found("0" + ada.id())).isEmpty();
    assertThat(found("99999999999999999999")).isEmpty();
    assertThat(found("shared@example.org")).containsExactly(ada.id());
    assertThat(found("SHARED@example.or")).containsExactly(ada.id());
    assertThat(found("eve")).containsExactly(eve.id());
  }

  @Test
  void aNameThatWasGivenUpStillLeadsToItsAccount() {
    Person ada = person("countess", "ada@example.org");
    core.names.change(ada.id(), "lady");
    assertThat(found("countess")).containsExactly(ada.id());
    assertThat(found("lady")).containsExactly(ada.id());
    assertThat(found("")).containsExactly(ada.id());
  }
}
