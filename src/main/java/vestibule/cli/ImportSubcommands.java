package vestibule.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import vestibule.cli.source.ImportSource;
import vestibule.core.store.ArrivalStore.FormerId;
import vestibule.moving.table.Presets;

/** What {@code vestibule import} can do beside importing. */
final class ImportSubcommands {

  private static final int PAGE = 1_000;

  private ImportSubcommands() {}

  @Command(
      name = "map",
      description = {
        "Print the map by which a system's tables are read, to be adapted and given by --map; of",
        "table, an example with all that a map can say."
      })
  static final class MapOf extends ProgramCommand {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The system, or table.")
    private String source;

    @Override
    public Integer call() {
      if (ImportSource.named(source).filter(ImportSource::hasMap).isEmpty()) {
        throw wrongUsage(
            "no map is called "
                + source
                + "; there are "
                + ImportSource.ALL.stream()
                    .filter(ImportSource::hasMap)
                    .map(ImportSource::name)
                    .collect(Collectors.joining(", ")));
      }
      terminal().out().print(Presets.map(source));
      return 0;
    }
  }

  @Command(
      name = "ids",
      description = "Print the old id and the account of everybody who came from a source.")
  static final class IdsOf extends CoreCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the source.")
    private String name;

    @Override
    void run() {
      String after = "";
      List<FormerId> page = core().arrivals().formerIds(name, after, PAGE);
      while (!page.isEmpty()) {
        page.forEach(
            id -> terminal().out().println(Program.json(new Pair(id.oldId(), id.account()))));
        after = page.getLast().oldId();
        page = core().arrivals().formerIds(name, after, PAGE);
      }
    }
  }

  record Pair(String id, long account) {}
}
