package vestibule.ops;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import vestibule.core.cache.Remembered;
import vestibule.core.secret.Digests;

/**
 * Clients' addresses as tags under a key of this process, so that one client's lines can be told
 * from another's and no address stands in a log.
 */
public final class ClientTags {

  private static final int MOST = 10_000;
  private static final int TAG_BYTES = 4;
  private static final int KEY_BYTES = 32;

  private final byte[] key = new byte[KEY_BYTES];
  private final Remembered<String, Tag> tags = new Remembered<>(MOST);

  /** Tags under a key that is drawn here. */
  public ClientTags(RandomGenerator random) {
    random.nextBytes(key);
  }

  /** The tag of an address: 8 hex digits. */
  String of(String address) {
    return tags.get(address, this::tag).orElseThrow().text;
  }

  private Optional<Tag> tag(String address) {
    byte[] digest = Digests.hmacSha256(key, address);
    return Optional.of(new Tag(HexFormat.of().formatHex(digest, 0, TAG_BYTES)));
  }

  private static final class Tag extends Remembered.Item {

    private final String text;

    Tag(String text) {
      this.text = text;
    }
  }
}
