package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The source tree keeps the style's numbers; and every rule is shown a file that breaks it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StyleTest {

  private static final String CORE = "src/main/java/vestibule/core/A.java";
  private static final String TEST = "src/test/java/vestibule/ATest.java";

  private final List<SourceFile> program = SourceFile.under("src/main/java");
  private final List<SourceFile> tests = SourceFile.under("src/test/java");
  private final List<SourceFile> clients = SourceFile.under("clients/java");

  /** What the compiler adds is in it too. Read once: that takes seconds. */
  private final List<SourceFile> typed = SourceFile.withTypes("src/main/java");

  @TestFactory
  Stream<DynamicTest> everyFileKeepsTheRule() {
    List<SourceFile> sources = Stream.of(program, tests, clients).flatMap(List::stream).toList();
    return StyleRules.rules().entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () ->
                        assertThat(sources.stream().flatMap(s -> rule.getValue().apply(s).stream()))
                            .isEmpty()));
  }

  @Test
  void noSwitchOverAClosedTypeHasADefault() {
    assertThat(typed.stream().flatMap(s -> StyleRules.defaultLabels(s).stream())).isEmpty();
  }

  /** {@link OthersWordsTest} shows each way to take them. */
  @Test
  void noWordsOfAnothersExceptionAreTaken() {
    assertThat(typed.stream().flatMap(s -> OthersWords.findings(s).stream())).isEmpty();
  }

  @Test
  void packagesAreSmallAndSayWhatTheyOwn() {
    assertThat(StyleRules.packages(program)).isEmpty();
  }

  private record Example(String rule, String path, String text, int findings) {
    Example(String rule, String path, String text) {
      this(rule, path, text, 1);
    }
  }

  /** A type of the core that keeps every rule, with {@code member} in it. */
  private static String type(String member) {
    return "package vestibule.core;\n/** What it is. */\npublic class A {\n" + member + "\n}\n";
  }

  private static String lines(int count) {
    return "\n".repeat(count);
  }

  private static List<Example> examples() {
    String parameters = "int a, int b, int c, int d, int e, int f";
    String more = parameters + ", int g";
    String tests = type("");
    String json = "src/main/java/vestibule/contracts/chat/ChatJson.java";
    String info = "src/main/java/vestibule/core/package-info.java";
    return List.of(
        new Example("line length", CORE, type("// " + "é".repeat(97)), 0),
        new Example("line length", CORE, type("// " + "é".repeat(98))),
        new Example("line length", CORE, "import a." + "b".repeat(92) + ";\n" + type(""), 0),
        new Example("file length", CORE, type(lines(395)), 0),
        new Example("file length", CORE, type(lines(396))),
        new Example("file length", json, type(lines(396)), 0),
        new Example("unfinished", TEST, type("// XX" + "X later")),
        new Example("unfinished", CORE, type("/* FIX" + "ME TO" + "DO: x */"), 2),
        new Example("function length", CORE, type("void f() {" + lines(59) + "}"), 0),
        new Example("function length", CORE, type("void f() {" + lines(60) + "}")),
        new Example("function length", CORE, type("A() {" + lines(60) + "}")),
        new Example("function names", TEST, type("@Test void a_token_ends() {}")),
        new Example("function names", TEST, type("@Test void aTokenOf20BytesEnds() {} A() {}"), 0),
        new Example("parameters", CORE, type("A(" + parameters + ") {}"), 0),
        new Example("parameters", CORE, type("A(" + more + ") {}")),
        new Example("parameters", CORE, type("record B(" + parameters + ") { static int s; }"), 0),
        new Example("parameters", CORE, type("record B(" + more + ") {}")),
        new Example("parameters", CORE, type("record Account(" + more + ") {}"), 0),
        new Example("parameters", json, type("record B(" + more + ") {}"), 0),
        new Example("empty words", CORE, type("class TokenManager {} class Utils {}"), 2),
        new Example("empty words", TEST, type("class AbstractStore {} enum StoreImpl {}"), 2),
        new Example("empty words", CORE, type("class Implicit {} class Utility {}"), 0),
        new Example("type javadoc", CORE, "package vestibule.core; class A {}"),
        new Example("type javadoc", CORE, "package vestibule.core; // What it is.\nrecord A() {}"),
        new Example("mocks", TEST, "import org.mockito.Mockito;\n" + tests),
        new Example("mocks", TEST, "import static org.mockito.Mockito.mock;\n" + tests),
        new Example("mocks", TEST, "import org.mock.Server;\n" + tests, 0),
        new Example("disabled", TEST, type("@Disabled void f() {}")),
        new Example("disabled", TEST, type("@org.junit.jupiter.api.Disabled(\"x\") void f() {}")),
        new Example("sleep", TEST, type("void f() { Thread.sleep(1); }")),
        new Example("sleep", TEST, type("{ Runnable r = () -> TimeUnit.DAYS.sleep(1); }")),
        new Example("sleep", CORE, type("void f() { Thread.sleep(1); }"), 0),
        new Example("package javadoc", info, "package vestibule.core;"),
        new Example("package javadoc", info, "/** Owns x. */\npackage vestibule.core;"),
        new Example("package javadoc", info, "/** Owns x. Not y. */\npackage vestibule.core;", 0));
  }

  private static List<Example> methodExamples() {
    return List.of(
        new Example("method javadoc", CORE, type("public void f() {}")),
        new Example("method javadoc", CORE, type("/** Does. */ public void f() {}"), 0),
        new Example("method javadoc", CORE, type("void f() {} public A() {}"), 0),
        new Example("method javadoc", CORE, type("@Override public String toString() {}"), 0),
        new Example("method javadoc", CORE, type("public interface B { void f(); }")),
        new Example("method javadoc", CORE, type("interface B { void f(); }"), 0),
        new Example("method javadoc", CORE, type("class B { public void f() {} }"), 0),
        new Example(
            "method javadoc", CORE, type("public record B(int b) { public int b() {} }"), 0),
        new Example("method javadoc", CORE, type("public record B(int b) { public int c() {} }")),
        new Example("method javadoc", TEST, type("public void f() {}"), 0),
        new Example(
            "method javadoc",
            "src/main/java/vestibule/cores/A.java",
            type("public void f() {}"),
            0));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleSeesItsBreach() {
    return Stream.concat(examples().stream(), methodExamples().stream())
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.rule + " sees " + example.findings,
                    () ->
                        assertThat(
                                StyleRules.rules()
                                    .get(example.rule)
                                    .apply(SourceFile.of(example.path, example.text)))
                            .as(example.text)
                            .hasSize(example.findings)));
  }

  @Test
  void noRuleIsWithoutABreach() {
    assertThat(
            Stream.concat(examples().stream(), methodExamples().stream())
                .filter(example -> example.findings > 0)
                .map(Example::rule)
                .collect(Collectors.toSet()))
        .isEqualTo(StyleRules.rules().keySet());
  }

  @Test
  void aDefaultOverAClosedTypeIsSeenAndAnyOtherIsNot() {
    String members =
        """
        enum E { X, Y }
        sealed interface S { record P() implements S {} }
        int f(E e) { return switch (e) { case X -> 1; default -> 2; }; }
        void g(S s) { switch (s) { case S.P p -> {} default -> {} } }
        void h(Thread.State t) { switch (t) { case NEW: case null, default: } }
        int i(E e) { return switch (e) { case X -> 1; case Y -> 2; }; }
        int j(String s) { return switch (s) { case "x" -> 1; default -> 2; }; }
        int k(Object o) { return switch (o) { case E e -> 1; default -> 2; }; }
        """;
    SourceFile typed = SourceFile.withTypes(CORE, type(members));
    String finding = ": a switch over an enum or a sealed type has a default";
    assertThat(StyleRules.defaultLabels(typed))
        .containsExactlyInAnyOrder(
            CORE + ":6" + finding, CORE + ":7" + finding, CORE + ":8" + finding);
  }

  @Test
  void aLargePackageAndAnUnexplainedOneAreSeen() {
    SourceFile one = SourceFile.of(CORE, type(""));
    SourceFile info =
        SourceFile.of("src/main/java/vestibule/http/package-info.java", "package vestibule.http;");
    List<SourceFile> sources = new ArrayList<>(Collections.nCopies(30, info));
    sources.add(one);
    assertThat(StyleRules.packages(sources))
        .containsExactly("src/main/java/vestibule/core has no package-info.java");
    sources.add(info);
    assertThat(StyleRules.packages(sources))
        .containsExactly(
            "src/main/java/vestibule/http has 31 files, more than 30",
            "src/main/java/vestibule/core has no package-info.java");
  }

  @Test
  void theSourcesAreReallyThere() {
    assertThat(program).hasSizeGreaterThan(5);
    assertThat(tests).hasSizeGreaterThan(5);
    assertThat(clients).hasSizeGreaterThan(5);
  }
}
