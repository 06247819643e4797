package vestibule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the rule sees it when code takes the words of another's exception. */
class OthersWordsTest {

  private static List<String> findings(String statement) {
    String text =
        """
        package vestibule.core;
        /** What it is. */
        class A {
          static final class Own extends RuntimeException {}
          void f(Own own, RuntimeException e, org.slf4j.Logger log) throws Exception {
            %s;
          }
        }
        """;
    return OthersWords.findings(
        SourceFile.withTypes("src/main/java/vestibule/core/A.java", text.replace("%s", statement)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log.error(e.getMessage())",
        "log.error(\"it failed: \" + e)",
        "log.error(\"it failed: {}\", e.toString())",
        "System.err.println(e)",
        "e.printStackTrace()",
        "String s = String.valueOf(e)",
        "String s = \"%s\".formatted(e.getCause())",
        "String s = \"\"; s += e",
        "java.util.Optional.of(e).map(Throwable::getMessage)",
        "try { f(own, e, log); } catch (java.io.IOException | Error both) { both.getMessage(); }",
        "throw new Own(e.getLocalizedMessage())",
        "new StringBuilder().append(e)",
      })
  void eachWayToTakeThemIsSeen(String statement) {
    assertThat(findings(statement)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log.error(\"it failed\", e)",
        "log.error(\"it failed: {}\", own.getMessage())",
        "String s = vestibule.core.refusal.Sayable.of(e)",
        "throw new IllegalStateException(\"it failed\", e)",
        "String s = e.getClass().getSimpleName() + 1",
      })
  void whatIsOursMayBeSaid(String statement) {
    assertThat(findings(statement)).isEmpty();
  }
}
