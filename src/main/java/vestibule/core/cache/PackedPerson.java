package vestibule.core.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import vestibule.core.model.Account;
import vestibule.core.model.CodeFamily;
import vestibule.core.model.Email;
import vestibule.core.model.Person;
import vestibule.core.model.Rights;

/**
 * A person in one array, as a node remembers hundreds of thousands: some 200 bytes instead of 700
 * in thirty objects. A server with 100,000 of them has 248 MB instead of 325; no request is quicker
 * by it. Only for memory: the form may change with every version. Two persons are equal if their
 * arrays are.
 *
 * <p>Texts are kept as UTF-8, which holds all that a database can give.
 */
public final class PackedPerson {

  private static final Account.Status[] STATUSES = Account.Status.values();

  private PackedPerson() {}

  /** Packs a person. */
  public static byte[] pack(Person person) {
    Writer out = new Writer();
    pack(person.account(), out);
    out.list(person.emails(), PackedPerson::pack);
    out.list(person.rights().groups(), PackedPerson::pack);
    out.list(person.rights().roles(), PackedPerson::pack);
    out.list(person.rights().permissions(), (name, to) -> to.text(name));
    return out.bytes.toByteArray();
  }

  /** Unpacks what {@link #pack} made. */
  public static Person unpack(byte[] packed) {
    Reader in = new Reader(ByteBuffer.wrap(packed));
    return new Person(
        account(in),
        in.list(PackedPerson::email),
        new Rights(
            in.list(PackedPerson::named), in.list(PackedPerson::named), in.list(Reader::text)));
  }

  private static void pack(Account account, Writer out) {
    Account.Names names = account.profile().names();
    Account.Contact contact = account.profile().contact();
    Account.Appearance appearance = account.profile().appearance();
    Account.Standing standing = account.standing();
    out.number(account.id());
    out.optional(account.username(), Writer::text);
    out.optional(names.full(), Writer::text);
    out.optional(names.first(), Writer::text);
    out.optional(names.last(), Writer::text);
    out.optional(names.patronymic(), Writer::text);
    out.optional(contact.phone(), Writer::text);
    out.optional(contact.contacts(), Writer::text);
    out.optional(appearance.description(), Writer::text);
    out.optional(appearance.backgroundColor(), Writer::text);
    out.optional(appearance.birthday(), Writer::text);
    out.optional(appearance.avatar(), Writer::text);
    out.number(standing.status().ordinal());
    out.time(standing.createdAt());
    out.truth(standing.primaryEmail().isPresent());
    out.number(standing.primaryEmail().orElse(0));
    out.number(standing.version());
  }

  private static Account account(Reader in) {
    return new Account(
        in.number(),
        in.optional(Reader::text),
        new Account.Profile(
            new Account.Names(
                in.optional(Reader::text),
                in.optional(Reader::text),
                in.optional(Reader::text),
                in.optional(Reader::text)),
            new Account.Contact(in.optional(Reader::text), in.optional(Reader::text)),
            new Account.Appearance(
                in.optional(Reader::text),
                in.optional(Reader::text),
                in.optional(Reader::text),
                in.optional(Reader::text))),
        new Account.Standing(STATUSES[(int) in.number()], in.time(), optional(in), in.number()));
  }

  private static OptionalLong optional(Reader in) {
    boolean present = in.truth();
    long value = in.number();
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static void pack(Email email, Writer out) {
    out.number(email.id());
    out.number(email.account());
    out.text(email.address());
    out.truth(email.verified());
    out.text(email.claim().door());
    out.text(email.claim().family().name());
    out.time(email.claim().at());
    out.optional(email.claim().mailedAt(), Writer::time);
    out.truth(email.claim().decoy());
    out.optional(email.bouncedAt(), Writer::time);
  }

  private static Email email(Reader in) {
    return new Email(
        in.number(),
        in.number(),
        in.text(),
        in.truth(),
        new Email.Claim(
            in.text(), new CodeFamily(in.text()), in.time(), in.optional(Reader::time), in.truth()),
        in.optional(Reader::time));
  }

  private static void pack(Rights.Named right, Writer out) {
    out.number(right.id());
    out.text(right.name());
  }

  private static Rights.Named named(Reader in) {
    return new Rights.Named(in.number(), in.text());
  }

  private static final class Writer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    /** Seven bits a byte, the lowest first, each but the last marked. */
    void number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) (rest | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    void truth(boolean value) {
      bytes.write(value ? 1 : 0);
    }

    void text(String value) {
      byte[] utf8 = value.getBytes(UTF_8);
      number(utf8.length);
      bytes.writeBytes(utf8);
    }

    void time(Instant value) {
      number(value.getEpochSecond());
      number(value.getNano());
    }

    <T> void optional(Optional<T> value, BiConsumer<Writer, T> write) {
      truth(value.isPresent());
      value.ifPresent(present -> write.accept(this, present));
    }

    <T> void list(List<T> values, BiConsumer<T, Writer> write) {
      number(values.size());
      values.forEach(value -> write.accept(value, this));
    }
  }

  private record Reader(ByteBuffer bytes) {

    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes.get();
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    boolean truth() {
      return bytes.get() != 0;
    }

    String text() {
      byte[] utf8 = new byte[(int) number()];
      bytes.get(utf8);
      return new String(utf8, UTF_8);
    }

    Instant time() {
      return Instant.ofEpochSecond(number(), number());
    }

    <T> Optional<T> optional(Function<Reader, T> read) {
      return truth() ? Optional.of(read.apply(this)) : Optional.empty();
    }

    <T> List<T> list(Function<Reader, T> read) {
      int size = (int) number();
      List<T> values = new ArrayList<>(size);
      for (int at = 0; at < size; at++) {
        values.add(read.apply(this));
      }
      return values;
    }
  }
}
