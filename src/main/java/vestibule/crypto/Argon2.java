package vestibule.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id with 19456 KiB, two passes and one lane (OWASP's recommendation) by libsodium, on the
 * calling thread.
 *
 * <p>Password hashes are PHC strings. Those of other programs are verified too, as long as they are
 * argon2id, version 19, at most 127 characters, and within {@link #MOST_MEMORY} and {@link
 * #MOST_PASSES}, so that an imported row cannot hold a processor for minutes. Safe for use by many
 * threads.
 *
 * <p>A password counts by its UTF-8 bytes; half a surrogate pair, which is no text, counts as
 * {@code ?}.
 */
public final class Argon2 {

  static final long PASSES = 2;
  static final long MEMORY = 19456L * 1024;

  /**
   * What a hash costs.
   *
   * @param memory in bytes
   * @param nobodys a hash of that cost whose password nobody knows
   */
  public record Cost(long passes, long memory, String nobodys) {

    /** The cost of every hash that guards anything. */
    public static final Cost USUAL = new Cost(PASSES, MEMORY, NOBODYS);
  }

  /** The most memory a stored hash may demand, in KiB: libsodium's "sensitive" profile. */
  static final long MOST_MEMORY = 1 << 20;

  /** The most passes a stored hash may demand. */
  static final long MOST_PASSES = 10;

  /** The hash of 32 random bytes that were thrown away, with the parameters of {@link #hash}. */
  static final String NOBODYS =
      "$argon2id$v=19$m=19456,t=2,p=1"
          + "$qhgH7sTYEtof/V5XK4avgw$At8ScG9U1+LTMEqqu16f1JIyqx+FvvZjGVi9DbFZpqk";

  private static final int ENCODED_BYTES = 128;
  private static final int ARGON2ID13 = 2;
  private static final int ENOMEM = 12;

  /** What libsodium says of a hash that it cannot read, when it is asked to compare its costs. */
  private static final int UNREADABLE = -1;

  private static final Pattern ENCODED =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=\\d{1,2}"
              + "\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+");
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));

  // Linked without a library, so that this may be done before one is there; the address is the
  // first argument of each.
  private static final MethodHandle INITIALISE = function(FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle HASH =
      function(
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle VERIFY =
      function(
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle SCRYPT =
      function(
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT,
              ADDRESS, JAVA_LONG));
  private static final MethodHandle NEEDS_REHASH =
      function(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));

  private final Cost cost;
  private final MemorySegment hash;
  private final MemorySegment verify;
  private final MemorySegment needsRehash;
  private final MemorySegment scrypt;

  /**
   * Loads libsodium.
   *
   * @param cache where the packed library is unpacked: a directory that only the server's user can
   *     write, made if it is missing
   * @throws vestibule.core.packed.NativeFolder.Unloadable if there is no libsodium to load
   */
  public Argon2(Path cache, Cost cost) {
    this.cost = cost;
    SymbolLookup library = Sodium.load(cache);
    initialise(library.findOrThrow("sodium_init"));
    hash = library.findOrThrow("crypto_pwhash_str_alg");
    verify = library.findOrThrow("crypto_pwhash_str_verify");
    needsRehash = library.findOrThrow("crypto_pwhash_str_needs_rehash");
    scrypt = library.findOrThrow("crypto_pwhash_scryptsalsa208sha256_ll");
  }

  /** Links what calls the library, so that making an object takes less time. */
  public static void load() {
    // Done by the class's own initialisation.
  }

  /**
   * Hashes a password under a fresh salt.
   *
   * @throws IllegalStateException if there is no memory for it
   */
  public String hash(String password) {
    return wiped(password, this::hash);
  }

  /** The same of any bytes. */
  public String hash(byte[] password) {
    return withPassword(
        password,
        (arena, text) -> {
          MemorySegment encoded = arena.allocate(ENCODED_BYTES);
          int result =
              (int)
                  HASH.invokeExact(
                      hash, encoded, text, text.byteSize(), cost.passes, cost.memory, ARGON2ID13);
          if (result != 0) {
            throw new IllegalStateException("no memory for a password hash");
          }
          return encoded.getString(0, US_ASCII);
        });
  }

  /**
   * Tells whether the password is the one that was hashed; false, at the price of one hash, for a
   * string that is damaged, of another kind, or too costly.
   *
   * @throws IllegalStateException if there is no memory for it
   */
  public boolean verify(String encoded, String password) {
    boolean readable = isReadable(encoded);
    String compared = readable ? encoded : cost.nobodys;
    return wiped(password, bytes -> matches(compared, bytes)) && readable;
  }

  /** Costs what {@link #verify} costs. */
  public void spend(String password) {
    wiped(password, bytes -> matches(cost.nobodys, bytes));
  }

  /**
   * Tells whether bytes have a hash of argon2i or argon2id, version 19, whatever it costs.
   *
   * @param encoded at most 127 characters
   * @throws IllegalStateException if there is no memory for it
   */
  public boolean matches(String encoded, byte[] password) {
    return withPassword(
        password,
        (arena, text) -> {
          MemorySegment state = arena.allocate(CALL_STATE);
          MemorySegment stored = stored(arena, encoded);
          int result = (int) VERIFY.invokeExact(verify, state, stored, text, text.byteSize());
          if (result != 0 && state.get(JAVA_INT, ERRNO) == ENOMEM) {
            // Must not read as a wrong password.
            throw new IllegalStateException("no memory for a password hash");
          }
          return result == 0;
        });
  }

  /**
   * The parameters of scrypt (RFC 7914).
   *
   * @param bytes how many are derived
   */
  public record Scrypt(byte[] salt, long n, int r, int p, int bytes) {}

  /**
   * Derives bytes by scrypt.
   *
   * @throws IllegalStateException if there is no memory for it
   */
  public byte[] scrypt(byte[] password, Scrypt how) {
    return withPassword(
        password,
        (arena, text) -> {
          MemorySegment salt = arena.allocateFrom(JAVA_BYTE, how.salt);
          MemorySegment derived = arena.allocate(how.bytes);
          int result =
              (int)
                  SCRYPT.invokeExact(
                      scrypt,
                      text,
                      text.byteSize(),
                      salt,
                      salt.byteSize(),
                      how.n,
                      how.r,
                      how.p,
                      derived,
                      derived.byteSize());
          if (result != 0) {
            throw new IllegalStateException("no memory for a password hash");
          }
          return derived.toArray(JAVA_BYTE);
        });
  }

  private boolean isReadable(String encoded) {
    Matcher parts = ENCODED.matcher(encoded);
    return encoded.length() < ENCODED_BYTES
        && parts.matches()
        && Long.parseLong(parts.group(1)) <= MOST_MEMORY
        && Long.parseLong(parts.group(2)) <= MOST_PASSES
        && call(
            arena ->
                (int)
                        NEEDS_REHASH.invokeExact(
                            needsRehash, stored(arena, encoded), cost.passes, cost.memory)
                    != UNREADABLE);
  }

  private static MemorySegment stored(Arena arena, String encoded) {
    MemorySegment stored = arena.allocate(ENCODED_BYTES);
    stored.setString(0, encoded, US_ASCII);
    return stored;
  }

  private static <T> T wiped(String password, Function<byte[], T> work) {
    byte[] bytes = password.getBytes(UTF_8);
    try {
      return work.apply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static <T> T withPassword(byte[] password, WithPassword<T> work) {
    return call(
        arena -> {
          MemorySegment text = arena.allocateFrom(JAVA_BYTE, password);
          try {
            return work.run(arena, text);
          } finally {
            // The arena frees its memory as it is.
            text.fill((byte) 0);
          }
        });
  }

  private static <T> T call(InArena<T> work) {
    try (Arena arena = Arena.ofConfined()) {
      return work.run(arena);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable unexpected) {
      throw new IllegalStateException("a call of libsodium failed", unexpected);
    }
  }

  private static void initialise(MemorySegment sodiumInit) {
    // Without it libsodium uses no vector instructions, and each hash takes twice as long.
    int result = call(arena -> (int) INITIALISE.invokeExact(sodiumInit));
    if (result < 0) {
      throw new IllegalStateException("libsodium cannot be initialised");
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(FunctionDescriptor shape, Linker.Option... options) {
    return Linker.nativeLinker().downcallHandle(shape, options);
  }

  private interface InArena<T> {
    T run(Arena arena) throws Throwable;
  }

  private interface WithPassword<T> {
    T run(Arena arena, MemorySegment text) throws Throwable;
  }
}
