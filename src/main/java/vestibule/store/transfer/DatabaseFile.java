package vestibule.store.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A whole SQLite database as a file that nobody has open. */
final class DatabaseFile {

  private DatabaseFile() {}

  /**
   * Reads every page of a backup.
   *
   * @throws TransferRefused when it is no database of ours, or damaged
   */
  static void requireIntact(Path file) {
    List<String> answers = new ArrayList<>();
    boolean ours = false;
    try (Connection connection = readOnly(file);
        Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("pragma integrity_check")) {
        while (row.next()) {
          answers.add(row.getString(1));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select count(*) from sqlite_master where type = 'table'"
                  + " and name in ('flyway_schema_history', 'account', 'identifier')")) {
        ours = row.next() && row.getInt(1) == 3;
      }
    } catch (SQLException e) {
      throw TransferRefused.because(file + " is no backup, or is damaged", e);
    }
    if (!answers.equals(List.of("ok"))) {
      throw new TransferRefused(file + " is damaged: " + answers.getFirst());
    }
    if (!ours) {
      throw new TransferRefused(file + " is no backup of Vestibule");
    }
  }

  /** A connection that can change nothing of the file. */
  static Connection readOnly(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:file:" + uri(file) + "?mode=ro");
  }

  /** Brings a file to the disk, or the names in a folder. */
  static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes a file that is there, with all that lies beside it for its sake. */
  static void remove(Path file) {
    try {
      for (String end : List.of("", "-wal", "-shm", "-journal", "-migration")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
      }
    } catch (IOException e) {
      throw TransferRefused.because(file + " could not be removed", e);
    }
  }

  private static String uri(Path file) {
    return file.toAbsolutePath()
        .toString()
        .replace("%", "%25")
        .replace("?", "%3f")
        .replace("#", "%23");
  }
}
