package vestibule;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One Java file of the project, parsed by the JDK's own compiler.
 *
 * @param path from the project's folder, with slashes
 */
record SourceFile(String path, String text, CompilationUnitTree unit, DocTrees trees) {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** One for all, as it remembers what the libraries hold. */
  private static final StandardJavaFileManager LIBRARIES =
      COMPILER.getStandardFileManager(null, null, null);

  /** Every Java file under a folder of the project. */
  static List<SourceFile> under(String folder) {
    return parsed(texts(folder), false);
  }

  /** The same with the types of their expressions; references that are missing stay so. */
  static List<SourceFile> withTypes(String folder) {
    return parsed(texts(folder), true);
  }

  private static List<JavaFileObject> texts(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<JavaFileObject> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        texts.add(new Text(file.toString().replace('\\', '/'), Files.readString(file)));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceFile of(String path, String text) {
    return parsed(List.of(new Text(path, text)), false).getFirst();
  }

  static SourceFile withTypes(String path, String text) {
    return parsed(List.of(new Text(path, text)), true).getFirst();
  }

  private static List<SourceFile> parsed(List<JavaFileObject> texts, boolean withTypes) {
    if (texts.isEmpty()) {
      return List.of();
    }
    var options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
    // What is wrong with a file the build itself says; here only its shape matters.
    var task = (JavacTask) COMPILER.getTask(null, LIBRARIES, problem -> {}, options, null, texts);
    try {
      List<SourceFile> sources = new ArrayList<>();
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        String path = unit.getSourceFile().toUri().getPath().substring(1);
        String text = unit.getSourceFile().getCharContent(true).toString();
        sources.add(new SourceFile(path, text, unit, trees));
      }
      if (withTypes) {
        task.analyze();
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  boolean isMain() {
    return path.startsWith("src/main/");
  }

  boolean isPackageInfo() {
    return name().equals("package-info.java");
  }

  /** Whether the file lies in this folder under {@code vestibule}, or below it. */
  boolean isIn(String folder) {
    return (path + "/").startsWith("src/main/java/vestibule/" + folder + "/");
  }

  /** A contract's bodies, each a small record: long by nature; or what a client reads of them. */
  boolean isContractsJson() {
    return (isIn("contracts") || isIn("v1")) && name().endsWith("Json.java") || isClientsJson();
  }

  private boolean isClientsJson() {
    return path.startsWith("clients/java/vestibule-client/src/main/")
        && List.of("Account.java", "Export.java", "Session.java").contains(name());
  }

  List<ClassTree> topLevelTypes() {
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .toList();
  }

  String javadoc(TreePath place) {
    String comment = trees.getDocComment(place);
    return comment == null ? "" : comment.strip();
  }

  int firstLine(Tree tree) {
    return line(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  int lines(Tree tree) {
    return line(trees.getSourcePositions().getEndPosition(unit, tree)) - firstLine(tree) + 1;
  }

  private int line(long position) {
    return (int) unit.getLineMap().getLineNumber(position);
  }

  String at(Tree tree, String finding) {
    return path + ":" + firstLine(tree) + ": " + finding;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
