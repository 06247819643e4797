package vestibule;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;

/** The numbers of CONTRIBUTING.md, each as a function from one source file to its findings. */
final class StyleRules {
  private StyleRules() {}

  static final int FUNCTION_LINES = 60;
  static final int FILE_LINES = 400;
  static final int COLUMNS = 100;
  static final int PACKAGE_FILES = 30;
  static final int PARAMETERS = 6;

  /**
   * What truly has more fields; a record of them is data, not a doer: the account, its bodies that
   * stand outside of a contract's {@code XJson}, and the use cases that are handed on together,
   * each of another type, so that none can be taken for another.
   */
  private static final Set<String> WIDE_RECORDS =
      Set.of("Account", "AccountJson", "Config", "MaskedProfile", "UseCases");

  private static final Set<String> DOCUMENTED_FOLDERS = Set.of("core", "http", "store");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern FUNCTION = Pattern.compile("[a-z][A-Za-z0-9]*");
  private static final Pattern EMPTY_WORDS =
      Pattern.compile("(Manager|Helper|Util|Impl|Abstract)s?(?![a-z])");
  private static final Pattern MOCKS =
      Pattern.compile(
          "org\\.(mockito|easymock|powermock|jmock|jmockit)\\..*|mockit\\..*|io\\.mockk.*");

  /** The rules that need no types. */
  static Map<String, Function<SourceFile, List<String>>> rules() {
    Map<String, Function<SourceFile, List<String>>> rules = new LinkedHashMap<>();
    rules.put("line length", StyleRules::lineLength);
    rules.put("file length", StyleRules::fileLength);
    rules.put("unfinished", StyleRules::unfinished);
    rules.put("function length", StyleRules::functionLength);
    rules.put("function names", StyleRules::functionNames);
    rules.put("parameters", StyleRules::parameters);
    rules.put("empty words", StyleRules::emptyWords);
    rules.put("type javadoc", StyleRules::typeJavadoc);
    rules.put("method javadoc", StyleRules::methodJavadoc);
    rules.put("package javadoc", StyleRules::packageJavadoc);
    rules.put("mocks", StyleRules::mocks);
    rules.put("disabled", StyleRules::disabled);
    rules.put("sleep", StyleRules::sleep);
    return rules;
  }

  private static List<String> lineLength(SourceFile source) {
    List<String> findings = new ArrayList<>();
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      // Java has no way to break an import.
      boolean breakable = !line.startsWith("import ");
      if (breakable && line.codePointCount(0, line.length()) > COLUMNS) {
        findings.add(source.path() + ":" + (i + 1) + ": longer than " + COLUMNS + " columns");
      }
    }
    return findings;
  }

  private static List<String> fileLength(SourceFile source) {
    long lines = source.text().lines().count();
    return lines <= FILE_LINES || source.isContractsJson()
        ? List.of()
        : List.of(source.path() + " has " + lines + " lines, more than " + FILE_LINES);
  }

  private static List<String> unfinished(SourceFile source) {
    return UNFINISHED
        .matcher(source.text())
        .results()
        .map(match -> source.path() + " says " + match.group())
        .toList();
  }

  private static List<String> functionLength(SourceFile source) {
    return found(
        source,
        MethodTree.class,
        (method, path) -> {
          BlockTree body = method.getBody();
          return body != null && source.lines(body) > FUNCTION_LINES
              ? method.getName() + " has " + source.lines(body) + " lines"
              : "";
        });
  }

  /** A test's name is a sentence, written like any other function's: {@code aTokenEndsOnce}. */
  private static List<String> functionNames(SourceFile source) {
    return found(
        source,
        MethodTree.class,
        (method, path) ->
            method.getReturnType() == null || FUNCTION.matcher(method.getName()).matches()
                ? ""
                : method.getName() + " is not written likeThis");
  }

  private static List<String> parameters(SourceFile source) {
    List<String> findings = new ArrayList<>();
    findings.addAll(
        found(
            source,
            MethodTree.class,
            (method, path) ->
                method.getReturnType() == null && method.getParameters().size() > PARAMETERS
                    ? "a constructor with " + method.getParameters().size() + " parameters"
                    : ""));
    if (!source.isContractsJson()) {
      findings.addAll(
          found(
              source,
              ClassTree.class,
              (type, path) ->
                  components(type).size() > PARAMETERS
                          && !WIDE_RECORDS.contains(type.getSimpleName().toString())
                      ? "a record with " + components(type).size() + " components"
                      : ""));
    }
    return findings;
  }

  /** The names of a record's components; of any other type none. */
  private static List<String> components(ClassTree type) {
    return type.getKind() != Tree.Kind.RECORD
        ? List.of()
        : type.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
            .map(field -> field.getName().toString())
            .toList();
  }

  private static List<String> emptyWords(SourceFile source) {
    return found(
        source,
        ClassTree.class,
        (type, path) ->
            EMPTY_WORDS.matcher(type.getSimpleName()).find()
                ? type.getSimpleName() + " does not say what it is"
                : "");
  }

  private static List<String> typeJavadoc(SourceFile source) {
    return source.topLevelTypes().stream()
        .filter(type -> source.javadoc(TreePath.getPath(source.unit(), type)).isEmpty())
        .map(type -> source.at(type, type.getSimpleName() + " has no sentence on what it is"))
        .toList();
  }

  private static List<String> methodJavadoc(SourceFile source) {
    if (DOCUMENTED_FOLDERS.stream().noneMatch(source::isIn)) {
      return List.of();
    }
    return found(
        source,
        MethodTree.class,
        (method, path) ->
            isPublished(method, path)
                    && !isOverride(method)
                    && !isAccessor(method, path)
                    && source.javadoc(path).isEmpty()
                ? method.getName() + " is public and has no Javadoc"
                : "");
  }

  private static boolean isPublished(MethodTree method, TreePath path) {
    boolean constructor = method.getReturnType() == null;
    return !constructor && isPublic(method.getModifiers().getFlags(), path) && allTypesPublic(path);
  }

  private static boolean allTypesPublic(TreePath member) {
    for (TreePath at = member.getParentPath(); at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof ClassTree type && !isPublic(type.getModifiers().getFlags(), at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPublic(Set<Modifier> flags, TreePath path) {
    boolean inInterface = path.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    return flags.contains(Modifier.PUBLIC) || inInterface && !flags.contains(Modifier.PRIVATE);
  }

  private static boolean isOverride(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
  }

  private static boolean isAccessor(MethodTree method, TreePath path) {
    return method.getParameters().isEmpty()
        && path.getParentPath().getLeaf() instanceof ClassTree type
        && components(type).contains(method.getName().toString());
  }

  private static List<String> packageJavadoc(SourceFile source) {
    if (!source.isPackageInfo()) {
      return List.of();
    }
    TreePath place = TreePath.getPath(source.unit(), source.unit().getPackage());
    long sentences =
        Pattern.compile("[.!?](?=\\s|$)").matcher(source.javadoc(place)).results().count();
    return sentences >= 2
        ? List.of()
        : List.of(source.path() + " does not say what the package owns and what it leaves");
  }

  private static List<String> mocks(SourceFile source) {
    return found(
        source,
        ImportTree.class,
        (imported, path) ->
            MOCKS.matcher(imported.getQualifiedIdentifier().toString()).matches()
                ? "imports a mocking library"
                : "");
  }

  private static List<String> disabled(SourceFile source) {
    return found(
        source,
        AnnotationTree.class,
        (annotation, path) ->
            annotation.getAnnotationType().toString().matches("(.*\\.)?Disabled")
                ? "a test that is switched off"
                : "");
  }

  private static List<String> sleep(SourceFile source) {
    return source.isMain()
        ? List.of()
        : found(
            source,
            MethodInvocationTree.class,
            (call, path) ->
                call.getMethodSelect().toString().matches("(.*\\.)?sleep")
                    ? "sleeps; wait for a condition"
                    : "");
  }

  /** For a file with types ({@link SourceFile#withTypes}). */
  static List<String> defaultLabels(SourceFile source) {
    List<String> findings = new ArrayList<>();
    findings.addAll(
        found(
            source,
            SwitchTree.class,
            (tree, path) -> defaultLabel(source, tree.getCases(), path, tree.getExpression())));
    findings.addAll(
        found(
            source,
            SwitchExpressionTree.class,
            (tree, path) -> defaultLabel(source, tree.getCases(), path, tree.getExpression())));
    return findings;
  }

  private static String defaultLabel(
      SourceFile source, List<? extends CaseTree> cases, TreePath path, Tree selector) {
    boolean hasDefault =
        cases.stream()
            .flatMap(c -> c.getLabels().stream())
            .anyMatch(DefaultCaseLabelTree.class::isInstance);
    return hasDefault && isClosed(source, new TreePath(path, selector))
        ? "a switch over an enum or a sealed type has a default"
        : "";
  }

  private static boolean isClosed(SourceFile source, TreePath selector) {
    return source.trees().getTypeMirror(selector) instanceof DeclaredType type
        && (type.asElement().getKind() == ElementKind.ENUM
            || type.asElement().getModifiers().contains(Modifier.SEALED));
  }

  /** Packages under a main folder with too many files, or without package-info. */
  static List<String> packages(List<SourceFile> sources) {
    Map<String, List<String>> files = new LinkedHashMap<>();
    sources.forEach(
        s -> files.computeIfAbsent(s.folder(), folder -> new ArrayList<>()).add(s.name()));
    List<String> findings = new ArrayList<>();
    files.forEach(
        (folder, names) -> {
          if (names.size() > PACKAGE_FILES) {
            findings.add(folder + " has " + names.size() + " files, more than " + PACKAGE_FILES);
          }
          if (!names.contains("package-info.java")) {
            findings.add(folder + " has no package-info.java");
          }
        });
    return findings;
  }

  private static <T extends Tree> List<String> found(
      SourceFile source, Class<T> type, java.util.function.BiFunction<T, TreePath, String> rule) {
    List<String> findings = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void nothing) {
        if (type.isInstance(tree)) {
          TreePath path = new TreePath(getCurrentPath(), tree);
          String finding = rule.apply(type.cast(tree), path);
          if (!finding.isEmpty()) {
            findings.add(source.at(tree, finding));
          }
        }
        return super.scan(tree, nothing);
      }
    }.scan(new TreePath(source.unit()), null);
    return findings;
  }
}
