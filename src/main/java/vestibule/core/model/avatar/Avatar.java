package vestibule.core.model.avatar;

import java.time.Instant;

/**
 * The picture of a person, made by this server.
 *
 * @param jpeg a square of {@link #SIDE} pixels; not to be changed
 * @param digest tells it from every other one
 */
public record Avatar(byte[] jpeg, String digest, Instant changedAt) {

  /** Pixels of each side. */
  public static final int SIDE = 256;

  /** What it is served as. */
  public static final String MEDIA_TYPE = "image/jpeg";
}
