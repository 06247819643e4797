package vestibule.core.administration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vestibule.core.cache.AccountCache;
import vestibule.core.change.Changes;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Texts;
import vestibule.core.store.Stores;
import vestibule.core.store.operator.LoginSearchStore.Login;

/**
 * Finds accounts among millions by how their user name or an address begins, or by their id. An
 * index answers each page: accounts come in the order of the log-in string that was found, and each
 * once, by the first of its strings.
 */
public final class AccountSearch {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,15}");

  private final Changes changes;

  public AccountSearch(Changes changes) {
    this.changes = changes;
  }

  /**
   * An account, and what of it was found.
   *
   * @param login as log-in strings are compared; empty for one that was found by its id, or that
   *     claims the whole address without having it
   */
  public record Match(Optional<String> login, Person person) {}

  /**
   * What was found.
   *
   * @param next behind which the next page begins; empty on the last one
   */
  public record Matches(List<Match> items, Optional<String> next) {

    /** Keeps its own copy. */
    public Matches {
      items = List.copyOf(items);
    }
  }

  /**
   * One page. It may have fewer items than fit though there is another one.
   *
   * @param text the beginning of a user name or of an address, as it is typed; "" for all accounts
   *     that have either. Of an address whose domain has letters beyond ASCII the whole of it
   * @param after behind which log-in string the page begins, "" for the first page
   * @param most how many log-in strings are looked at
   */
  public Matches find(String text, String after, int most) {
    String beginning = LoginKey.of(text).text();
    boolean nobody = beginning.isEmpty() && !text.isBlank();
    return nobody
        ? new Matches(List.of(), Optional.empty())
        : changes.read(stores -> found(stores, new Wanted(text.strip(), beginning, after), most));
  }

  private record Wanted(String text, String beginning, String after) {

    boolean isFirstPage() {
      return after.isEmpty();
    }

    boolean has(String key) {
      return key.startsWith(beginning);
    }
  }

  private static Matches found(Stores stores, Wanted wanted, int most) {
    List<Login> logins =
        stores.loginSearch().starting(wanted.beginning(), wanted.after(), most + 1);
    List<Login> shown = logins.stream().limit(most).toList();
    Set<Long> meant = meant(stores, wanted);
    List<Match> matches = new ArrayList<>();
    if (wanted.isFirstPage()) {
      meant.forEach(
          id ->
              AccountCache.read(stores, id)
                  .ifPresent(person -> matches.add(new Match(Optional.empty(), person))));
    }
    for (Login login : shown) {
      if (!meant.contains(login.account())) {
        AccountCache.read(stores, login.account())
            .filter(person -> isFirst(stores, wanted, login, person))
            .ifPresent(person -> matches.add(new Match(Optional.of(login.key()), person)));
      }
    }
    return new Matches(
        matches,
        Optional.of(logins).filter(all -> all.size() > most).map(_ -> shown.getLast().key()));
  }

  /** Whom the whole text means: the account of that id, or all that claim that address. */
  private static Set<Long> meant(Stores stores, Wanted wanted) {
    Set<Long> meant = new LinkedHashSet<>();
    if (ID.matcher(wanted.text()).matches()) {
      meant.add(Long.parseLong(wanted.text()));
    }
    if (wanted.beginning().indexOf('@') >= 0) {
      stores.emails().claims(new LoginKey(wanted.beginning())).stream()
          .map(Email::account)
          .forEach(meant::add);
    }
    return meant;
  }

  /** Whether no earlier string of the account was found before. */
  private static boolean isFirst(Stores stores, Wanted wanted, Login login, Person person) {
    return Stream.concat(
            person.account().username().stream().map(LoginKey::of),
            person.emails().stream().map(Email::key))
        .flatMap(key -> Stream.concat(Stream.of(key), key.former().stream()))
        .filter(key -> wanted.has(key.text()) && Texts.isBefore(key.text(), login.key()))
        .noneMatch(
            key ->
                stores
                    .identifiers()
                    .find(key)
                    .filter(known -> known.account() == person.id())
                    .isPresent());
  }
}
