package vestibule.moving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import vestibule.core.arrival.Outcome.Reason;
import vestibule.core.password.ForeignHashes;

/** People in our own form, one a line. */
public final class JsonLines implements Source {

  private final Lines lines;
  private final Addresses addresses;
  private final ForeignHashes passwords;

  private JsonLines(Lines lines, Addresses addresses, ForeignHashes passwords) {
    this.lines = lines;
    this.addresses = addresses;
    this.passwords = passwords;
  }

  /** Opens a file; one whose name ends with {@code .gz} is unpacked. */
  public static JsonLines of(Path file, Addresses addresses, ForeignHashes passwords)
      throws IOException {
    return new JsonLines(Lines.of(file), addresses, passwords);
  }

  @Override
  public Optional<Incoming> next() throws IOException {
    return lines
        .next()
        .map(
            line ->
                line.text()
                    .map(text -> OwnLine.read(text, addresses, passwords))
                    .orElseGet(() -> Incoming.refused("", Reason.ROW_DAMAGED, "")));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
