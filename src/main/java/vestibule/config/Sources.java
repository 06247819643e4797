package vestibule.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The settings as they were written, in the environment and in the configuration file, before
 * anything is known of their meaning.
 *
 * @param given by normalised key ({@link Setting#normal}), the environment's where both name one
 * @param problems what could not be read, in words for the operator
 */
record Sources(Map<String, Given> given, List<String> problems) {

  /**
   * One setting as written.
   *
   * @param name where it stands, as the operator would look for it
   * @param text its value; a list is joined with commas; never blank
   */
  record Given(String name, String text) {}

  static final String PREFIX = "VESTIBULE_";
  static final String FILE_KEY = "VESTIBULE_CONFIG";
  private static final String DEFAULT_FILE = "vestibule.yaml";
  private static final int FILE_BYTES = 64 * 1024;
  private static final int FILE_DEPTH = 8;

  static Sources read(Map<String, String> environment, Path workingFolder) {
    List<String> problems = new ArrayList<>();
    Map<String, Given> given = new HashMap<>(fromFile(environment, workingFolder, problems));
    given.putAll(fromEnvironment(environment));
    return new Sources(given, problems);
  }

  private static Map<String, Given> fromEnvironment(Map<String, String> environment) {
    Map<String, Given> found = new HashMap<>();
    environment.forEach(
        (name, text) -> {
          if (name.startsWith(PREFIX) && !name.equals(FILE_KEY) && !text.isBlank()) {
            found.put(name.substring(PREFIX.length()), new Given(name, text.strip()));
          }
        });
    return found;
  }

  private static Map<String, Given> fromFile(
      Map<String, String> environment, Path workingFolder, List<String> problems) {
    String named = environment.getOrDefault(FILE_KEY, "");
    try {
      Path file = workingFolder.resolve(named.isBlank() ? DEFAULT_FILE : named.strip());
      // A link that leads nowhere is a file that is missing, and not one that was never meant.
      if (named.isBlank() && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Map.of();
      }
      return new FileReader(String.valueOf(file.getFileName()), problems).read(text(file));
    } catch (CharacterCodingException e) {
      problems.add(fileName(named) + " is not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      problems.add(fileName(named) + " cannot be read" + reason(e));
    } catch (MarkedYAMLException e) {
      // The exception's own message quotes the file, and the file may hold a password.
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(fileName(named) + " is not good YAML at line " + line + ": " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(fileName(named) + " is not good YAML");
    }
    return Map.of();
  }

  private static String fileName(String named) {
    return named.isBlank() ? DEFAULT_FILE : FILE_KEY + "=" + named.strip();
  }

  /** Why a file cannot be read, as the end of a sentence; without the class of an exception. */
  static String reason(Exception failure) {
    return switch (failure) {
      case NoSuchFileException missing -> ": there is no such file";
      case AccessDeniedException denied -> ": this user may not read it";
      case InvalidPathException path -> ": that is no path";
      case FileSystemException other when other.getReason() != null -> ": " + other.getReason();
      case TooLarge large -> ": it is larger than " + FILE_BYTES / 1024 + " KiB";
      default -> "";
    };
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** A file's text, without the mark that some editors begin a file with. */
  static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "it is a folder");
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES + 1);
      if (bytes.length > FILE_BYTES) {
        throw new TooLarge();
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  /**
   * Flattens one YAML file. Only the node tree is used: no object is ever constructed from a tag,
   * and {@code off}, {@code 010} or {@code 12:30} stay the text they are.
   */
  private record FileReader(String file, List<String> problems) {

    Map<String, Given> read(String text) {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(FILE_BYTES);
      options.setNestingDepthLimit(FILE_DEPTH);
      options.setMaxAliasesForCollections(0);
      Node root = new Yaml(options).compose(new StringReader(text));
      Map<String, Given> found = new TreeMap<>();
      if (root instanceof MappingNode map) {
        flatten("", map, found);
      } else if (root != null && root.getTag() != Tag.NULL) {
        problems.add(file + " must hold keys and values, such as http.port: 8080");
      }
      return found;
    }

    private void flatten(String prefix, MappingNode map, Map<String, Given> found) {
      for (NodeTuple entry : map.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
          add(prefix + key.getValue(), entry.getValueNode(), found);
        } else {
          problems.add(at(entry.getKeyNode()) + ": a key must be a plain word");
        }
      }
    }

    private void add(String key, Node value, Map<String, Given> found) {
      switch (value) {
        case MappingNode map -> flatten(key + ".", map, found);
        case SequenceNode list -> addText(key, value, list(key, list), found);
        case ScalarNode scalar -> addText(key, value, scalar(scalar), found);
        default -> problems.add(at(value) + ": " + key + " must be a text or a list");
      }
    }

    private void addText(String key, Node node, String text, Map<String, Given> found) {
      if (text.isBlank()) {
        return;
      }
      Given given = new Given(key + " (" + at(node) + ")", text.strip());
      Given other = found.putIfAbsent(Setting.normal(key), given);
      if (other != null) {
        problems.add(given.name() + " is given twice, first as " + other.name());
      }
    }

    private String list(String key, SequenceNode list) {
      List<String> items = new ArrayList<>();
      for (Node item : list.getValue()) {
        if (item instanceof ScalarNode scalar && !scalar(scalar).isBlank()) {
          items.add(scalar(scalar));
        } else {
          problems.add(at(item) + ": the list " + key + " may hold only texts");
        }
      }
      if (list.getValue().isEmpty()) {
        problems.add(at(list) + ": the list " + key + " is empty; leave the key out");
      }
      return String.join(",", items);
    }

    private static String scalar(ScalarNode scalar) {
      return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }

    private String at(Node node) {
      return file + ":" + (node.getStartMark().getLine() + 1);
    }
  }
}
