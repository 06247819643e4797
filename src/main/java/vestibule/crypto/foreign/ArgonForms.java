package vestibule.crypto.foreign;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import vestibule.crypto.Argon2;

/**
 * Argon2 as the PHC string that nearly all libraries write: at most 1 GiB, ten passes and 16 lanes.
 *
 * <p>libsodium does kinds i and id of version 19 whose text has at most 127 characters. The rest is
 * Bouncy Castle's, whose memory is of the heap: at most 64 MiB.
 */
record ArgonForms(Argon2 argon2) {

  private static final Pattern TEXT =
      Pattern.compile(
          "\\$argon2(id|i|d)\\$(?:v=([0-9]+)\\$)?([mtp]=[0-9]+(?:,[mtp]=[0-9]+){2})"
              + "\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");
  private static final Pattern BEGINNING = Pattern.compile("\\$argon2(id|i|d)\\$.*");
  private static final long MOST_MEMORY = 1 << 20;
  private static final long MOST_HEAP = 1 << 16;
  private static final long MOST_PASSES = 10;
  private static final long MOST_LANES = 16;
  private static final long BLOCKS_PER_LANE = 8;
  private static final int LEAST_SALT = 8;
  private static final int LEAST_KEY = 16;
  private static final int MOST_BYTES = 512;
  private static final int LONGEST_NATIVE = 127;
  private static final long KIB = 1024;
  private static final long SHARE_OF_HEAP = 4;
  private static final int OLD = 16;
  private static final int NEW = 19;

  /** What a hash is computed by. */
  record Recipe(String kind, int version, long memory, long passes, long lanes) {

    Recipe {
      if (memory > MOST_MEMORY || passes > MOST_PASSES || lanes > MOST_LANES) {
        throw Unreadable.tooCostly();
      }
      boolean known = List.of("i", "d", "id").contains(kind) && (version == OLD || version == NEW);
      if (!known || passes < 1 || lanes < 1 || memory < BLOCKS_PER_LANE * lanes) {
        throw Unreadable.damaged();
      }
    }

    static Recipe of(String kind, String version, Map<String, String> costs) {
      return new Recipe(
          kind,
          (int) Math.min(Fields.number(version), Integer.MAX_VALUE),
          Fields.number(Fields.one(costs, "m")),
          Fields.number(Fields.one(costs, "t")),
          Fields.number(Fields.one(costs, "p")));
    }

    String name() {
      return "argon2" + kind + " " + version + " " + memory + " " + passes + " " + lanes;
    }
  }

  static boolean begins(String text) {
    return BEGINNING.matcher(text).matches();
  }

  Form read(String text) {
    var parts = Fields.match(TEXT, text);
    String version = parts.group(2) == null ? String.valueOf(OLD) : parts.group(2);
    Recipe recipe = Recipe.of(parts.group(1), version, Fields.named(parts.group(3)));
    return form(recipe, Fields.base64(parts.group(4)), Fields.base64(parts.group(5)));
  }

  Form form(Recipe recipe, byte[] salt, byte[] key) {
    if (salt.length > MOST_BYTES || key.length > MOST_BYTES) {
      throw Unreadable.damaged();
    }
    Fields.atLeast(salt, LEAST_SALT);
    Fields.atLeast(key, LEAST_KEY);
    String encoded = encoded(recipe, salt, key);
    boolean isNative =
        recipe.version() == NEW && !recipe.kind().equals("d") && encoded.length() <= LONGEST_NATIVE;
    if (isNative) {
      return Form.slow(
          recipe.name(), recipe.memory(), password -> argon2.matches(encoded, password));
    }
    if (recipe.memory() > MOST_HEAP) {
      throw Unreadable.tooCostly();
    }
    // With all of the memory that hashes may take, so that the heap has one at a time.
    return Form.derived(
        recipe.name() + " in the heap",
        MOST_MEMORY,
        key,
        password -> onHeap(recipe, salt, password, key.length));
  }

  private static String encoded(Recipe recipe, byte[] salt, byte[] key) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.format(
        Locale.ROOT,
        "$argon2%s$v=%d$m=%d,t=%d,p=%d$%s$%s",
        recipe.kind(),
        recipe.version(),
        recipe.memory(),
        recipe.passes(),
        recipe.lanes(),
        base64.encodeToString(salt),
        base64.encodeToString(key));
  }

  private static byte[] onHeap(Recipe recipe, byte[] salt, byte[] password, int bytes) {
    // The process would end by what it cannot allocate.
    if (recipe.memory() * KIB > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) {
      throw new IllegalStateException("no memory for a password hash");
    }
    int type =
        switch (recipe.kind()) {
          case "i" -> Argon2Parameters.ARGON2_i;
          case "d" -> Argon2Parameters.ARGON2_d;
          default -> Argon2Parameters.ARGON2_id;
        };
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(type)
            .withVersion(recipe.version())
            .withMemoryAsKB((int) recipe.memory())
            .withIterations((int) recipe.passes())
            .withParallelism((int) recipe.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[bytes];
    generator.generateBytes(Arrays.copyOf(password, password.length), key);
    return key;
  }
}
