package vestibule.core.administration;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import vestibule.core.cache.AccountCache;
import vestibule.core.model.Account;
import vestibule.core.model.Address;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Dossier;
import vestibule.core.model.Identifier;
import vestibule.core.model.LoginKey;
import vestibule.core.model.Person;
import vestibule.core.model.Texts;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.RecordStore;
import vestibule.core.store.Stores;
import vestibule.core.store.TrailRow;
import vestibule.core.store.Transactions;

/** Looks up accounts and what is kept of them. */
public final class Records {

  private static final Pattern WORD = Pattern.compile("(?U)\\b\\p{Ll}");

  private static final int PAGE = 1_000;

  private final Transactions transactions;

  public Records(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The account that an operator named; empty when there is none. */
  public Optional<Found> find(AccountReference reference) {
    return transactions.read(
        stores ->
            switch (reference) {
              case AccountReference.ById(long id) ->
                  AccountCache.read(stores, id).map(person -> new Found(person, true));
              case AccountReference.ByName(String name) -> find(stores, name, Identifier.Kind.NAME);
              case AccountReference.ByAddress(String address) ->
                  find(stores, address, Identifier.Kind.ADDRESS);
            });
  }

  /** The account of that id. */
  public Optional<Person> find(long account) {
    return transactions.read(stores -> AccountCache.read(stores, account));
  }

  private static Optional<Found> find(Stores stores, String text, Identifier.Kind kind) {
    return stores
        .identifiers()
        .find(LoginKey.of(text))
        .filter(identifier -> identifier.kind() == kind && !identifier.isFormerName())
        .flatMap(
            identifier ->
                AccountCache.read(stores, identifier.account())
                    .map(person -> new Found(person, identifier.proven())));
  }

  /**
   * Accounts with a user name, an address or a person's name that has the part, by id. Small and
   * large letters are the same in user names and addresses; in a person's name the part is looked
   * for as it was given, in small letters, and with each word capitalised.
   *
   * @param part 1 to 254 code points, no control characters
   * @param after only ids beyond this one
   * @param most how many at most
   * @throws RefusedException with {@link Refusal.NameInvalid}
   */
  public List<Person> search(String part, long after, int most) {
    String bare = part.strip();
    if (bare.isEmpty() || Texts.length(bare) > Address.LONGEST || Texts.hasControl(bare)) {
      throw new RefusedException(new Refusal.NameInvalid());
    }
    RecordStore.Spellings spellings = spellings(bare);
    return transactions.read(
        stores -> {
          TreeSet<Long> ids = new TreeSet<>(stores.records().withName(spellings, after, most));
          ids.addAll(stores.records().withLogin(spellings, after, most));
          return ids.stream()
              .limit(most)
              .flatMap(id -> AccountCache.read(stores, id).stream())
              .toList();
        });
  }

  private static RecordStore.Spellings spellings(String given) {
    String small = given.toLowerCase(Locale.ROOT);
    return new RecordStore.Spellings(
        given,
        small,
        WORD.matcher(small).replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT)),
        LoginKey.of(given).text());
  }

  /** When a disabled account is erased, as its person wants; empty where it is not. */
  public Optional<Instant> erasure(Account account) {
    return account.isActive()
        ? Optional.empty()
        : transactions.read(stores -> stores.accounts().erasure(account.id()));
  }

  /**
   * All that is kept of an account, as it is at one moment.
   *
   * @param most how much of each kind at most
   * @return empty when there is none of that id
   */
  public Optional<Dossier> dossier(long account, int most) {
    return transactions.read(
        stores ->
            AccountCache.read(stores, account)
                .map(
                    person ->
                        new Dossier(
                            person,
                            new Dossier.Means(
                                stores.records().password(account),
                                stores.factors().of(account),
                                stores.recoveryCodes().left(account)),
                            stores.records().signIns(account, most),
                            new Dossier.Mailed(
                                stores.records().codes(account, most),
                                stores.records().mails(account, most)),
                            stores.records().trail(RecordStore.Trail.of(account), most),
                            stores.avatars().find(account))));
  }

  /** Sessions of an account, newest first, ended ones too. */
  public List<Dossier.SignIn> signIns(long account, int most) {
    return transactions.read(stores -> stores.records().signIns(account, most));
  }

  /** The account whose session has that id. */
  public OptionalLong accountOf(long session) {
    return transactions.read(stores -> stores.records().accountOf(session));
  }

  /** Events of the audit trail, newest first. */
  public List<AuditEvent> trail(RecordStore.Trail wanted, int most) {
    return transactions.read(stores -> stores.records().trail(wanted, most));
  }

  /** The same, a page of them. */
  public List<AuditEvent> trail(RecordStore.Trail wanted, RecordStore.After after, int most) {
    return transactions.read(stores -> stores.records().trail(wanted, after, most));
  }

  /** The same, oldest first, as rows, however many there are: they are read as they are taken. */
  public void eachRow(RecordStore.Trail wanted, Consumer<TrailRow> taker) {
    Instant at = wanted.since();
    long id = Long.MIN_VALUE;
    for (List<TrailRow> page = rows(wanted, at, id); !page.isEmpty(); page = rows(wanted, at, id)) {
      for (TrailRow row : page) {
        if (!row.key().at().isBefore(wanted.until())) {
          return;
        }
        if (wanted.kind().isEmpty() || wanted.kind().get().name().equals(row.facts().kind())) {
          taker.accept(row);
        }
      }
      at = page.getLast().key().at();
      id = page.getLast().key().id();
    }
  }

  private List<TrailRow> rows(RecordStore.Trail wanted, Instant at, long id) {
    return transactions.read(
        stores ->
            wanted.account().isPresent()
                ? stores.seals().rowsOf(wanted.account().getAsLong(), at, id, PAGE)
                : stores.seals().rows(at, id, PAGE));
  }
}
