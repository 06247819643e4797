package vestibule.store.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The checksum of a table: how many rows it has, and the sum (modulo 2^64) of the first 64 bits of
 * each row's SHA-256. A sum does not depend on the order of the rows, as two databases sort texts
 * differently.
 */
public record Checksum(long rows, long sum) {

  private static final int FETCHED = 2_000;

  /** The checksum of a table as a connection sees it, read row by row. */
  static Checksum of(Table table, Connection connection, Runnable done) throws SQLException {
    MessageDigest digest = sha256();
    long rows = 0;
    long sum = 0;
    try (PreparedStatement query = connection.prepareStatement(table.select())) {
      query.setFetchSize(FETCHED);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          sum += hash(digest, row, table.columns().size());
          rows++;
          done.run();
        }
      }
    }
    return new Checksum(rows, sum);
  }

  /** Each value with its kind and its length, so that no two rows are written alike. */
  private static long hash(MessageDigest digest, ResultSet row, int columns) throws SQLException {
    for (int column = 1; column <= columns; column++) {
      Object value = row.getObject(column);
      switch (value) {
        case null -> digest.update((byte) 'n');
        case Number number ->
            digest.update(
                ByteBuffer.allocate(9).put((byte) 'i').putLong(number.longValue()).flip());
        default -> {
          byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
          digest.update(ByteBuffer.allocate(5).put((byte) 't').putInt(text.length).flip());
          digest.update(text);
        }
      }
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The sum as sixteen hexadecimal digits. */
  public String hex() {
    return String.format(Locale.ROOT, "%016x", sum);
  }
}
