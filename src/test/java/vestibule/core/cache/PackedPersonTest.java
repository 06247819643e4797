package vestibule.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;

/** Whatever a person has comes out again, and a difference anywhere shows. */
class PackedPersonTest {

  private static final int PEOPLE = 2_000;
  private static final List<String> SHORT = List.of("", "a", "Иван", "日本語", "👩‍🚀", "\u0000");
  private static final List<String> LONG = List.of("x".repeat(127), "ы".repeat(70_000));
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, 127L, 128L, (1L << 53) - 1, Long.MAX_VALUE, -1L, Long.MIN_VALUE);

  private final RandomGenerator random = new Random(20_261_121);

  @Test
  void everybodyComesOutAsTheyWentIn() {
    for (int number = 0; number < PEOPLE; number++) {
      Person person = person();
      assertThat(PackedPerson.unpack(PackedPerson.pack(person))).isEqualTo(person);
    }
  }

  @Test
  void arraysAreEqualWhenPeopleAre() {
    List<Person> people = IntStream.range(0, 300).mapToObj(_ -> person()).toList();
    List<byte[]> packed = people.stream().map(PackedPerson::pack).toList();
    for (int one = 0; one < people.size(); one++) {
      Person copy = PackedPerson.unpack(packed.get(one));
      assertThat(PackedPerson.pack(copy)).isEqualTo(packed.get(one));
      for (int other = 0; other < one; other++) {
        assertThat(Arrays.equals(packed.get(one), packed.get(other)))
            .isEqualTo(people.get(one).equals(people.get(other)));
      }
    }
  }

  @Test
  void aUsualPersonTakesLittle() {
    Instant time = Instant.parse("2026-01-02T03:04:05.678901Z");
    Account account =
        new Account(
            1_234_567,
            Optional.of("seed000001"),
            Account.Profile.EMPTY,
            new Account.Standing(Account.Status.ACTIVE, time, OptionalLong.of(7_654_321), 12));
    Email email =
        new Email(
            7_654_321,
            1_234_567,
            "seed000001@example.org",
            true,
            new Email.Claim("chat", new CodeFamily("CHAT"), time, Optional.empty(), false));
    assertThat(PackedPerson.pack(new Person(account, List.of(email), Rights.NONE)))
        .hasSizeLessThan(120);
  }

  private Person person() {
    return new Person(account(), list(this::email), rights());
  }

  private Account account() {
    return new Account(
        number(),
        optional(this::text),
        new Account.Profile(
            new Account.Names(
                optional(this::text),
                optional(this::text),
                optional(this::text),
                optional(this::text)),
            new Account.Contact(optional(this::text), optional(this::text)),
            new Account.Appearance(
                optional(this::text),
                optional(this::text),
                optional(this::text),
                optional(this::text))),
        new Account.Standing(
            one(List.of(Account.Status.values())),
            time(),
            random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number()),
            number()));
  }

  private Email email() {
    return new Email(
        number(),
        number(),
        text(),
        random.nextBoolean(),
        new Email.Claim(
            text(), new CodeFamily(text()), time(), optional(this::time), random.nextBoolean()),
        optional(this::time));
  }

  private Rights rights() {
    return new Rights(list(this::named), list(this::named), list(this::text));
  }

  private Rights.Named named() {
    return new Rights.Named(number(), text());
  }

  private Instant time() {
    return Instant.ofEpochSecond(random.nextLong(-100, 1L << 33), random.nextInt(1_000_000_000));
  }

  private long number() {
    return random.nextBoolean() ? one(NUMBERS) : random.nextLong() >>> random.nextInt(64);
  }

  private String text() {
    return random.nextInt(50) > 0 ? one(SHORT) : one(LONG);
  }

  private <T> Optional<T> optional(Supplier<T> value) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(value.get());
  }

  private <T> List<T> list(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      values.add(value.get());
    }
    return values;
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
