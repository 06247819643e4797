package vestibule.moving.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import vestibule.moving.rehearsal.recording.BadRecording;
import vestibule.moving.rehearsal.recording.Exchange;
import vestibule.moving.rehearsal.recording.Exchange.Answered;
import vestibule.moving.rehearsal.recording.Exchange.Asked;
import vestibule.moving.rehearsal.recording.Recording;
import vestibule.store.transfer.Progress;

/**
 * The rehearsal of a move: what the old server was asked is asked of ours, in order and at the
 * times of the recording, and its answers are compared with ours.
 */
public final class Rehearsal {

  /** Statuses of answers that say that a code was good. */
  private static final int FIRST_FAILURE = 400;

  private final Path recording;
  private final Wanted wanted;
  private final KnownTokens tokens = new KnownTokens();
  private final KnownIds ids = new KnownIds();
  private final Letters letters = new Letters();
  private final RecentPasswords passwords = new RecentPasswords();

  /**
   * Which of the recording is wanted.
   *
   * @param host of a HAR file's entries; empty for the one that answered JSON most often
   * @param paths with which those that are wanted begin; empty for all
   */
  public record Wanted(Optional<String> host, List<String> paths) {

    public Wanted {
      paths = List.copyOf(paths);
    }
  }

  /**
   * What a recording holds.
   *
   * @param entries how many
   * @param first the earliest time
   */
  public record Survey(long entries, Instant first, Optional<String> host) {}

  /**
   * A rehearsal that has not begun.
   *
   * @param recording is read twice
   */
  public Rehearsal(Path recording, Wanted wanted) {
    this.recording = recording;
    this.wanted = wanted;
  }

  /**
   * Reads the recording to its end.
   *
   * @throws BadRecording where it is damaged, or holds nothing
   */
  public Survey survey() throws IOException {
    long entries = 0;
    Optional<Instant> first = Optional.empty();
    Map<String, Long> hosts = new HashMap<>();
    try (Recording reading = Recording.open(recording)) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        entries++;
        if (next.get() instanceof Recording.Entry.Whole(Exchange exchange)) {
          first =
              first.filter(one -> one.isBefore(exchange.at())).or(() -> Optional.of(exchange.at()));
          long answers = exchange.answered().headers().mediaType().endsWith("json") ? 1 : 0;
          host(exchange.asked()).ifPresent(host -> hosts.merge(host, answers, Long::sum));
        }
      }
    }
    Optional<String> most =
        hosts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    return new Survey(
        entries,
        first.orElseThrow(() -> new BadRecording("holds no request that was answered")),
        wanted.host().or(() -> most));
  }

  private static Optional<String> host(Asked asked) {
    return asked
        .origin()
        .map(origin -> origin.substring(origin.indexOf("://") + 3).toLowerCase(Locale.ROOT));
  }

  /** Plays it at a server. */
  public RehearsalReport play(Survey survey, Stage stage, Progress progress)
      throws IOException, InterruptedException {
    RehearsalReport report = new RehearsalReport();
    progress.begin("rehearsing", survey.entries());
    long done = 0;
    try (Recording reading = Recording.open(recording);
        Sending sending = new Sending(stage.address())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        switch (next.get()) {
          case Recording.Entry.Skipped(Recording.Reason reason) -> report.skip(reason);
          case Recording.Entry.Whole(Exchange exchange) -> {
            Optional<Recording.Reason> reason = unwanted(survey, exchange.asked());
            reason.ifPresent(report::skip);
            if (reason.isEmpty()) {
              play(exchange, stage, sending, report);
            }
          }
        }
        done++;
        progress.done(done);
      }
    }
    progress.end();
    return report;
  }

  private Optional<Recording.Reason> unwanted(Survey survey, Asked asked) {
    boolean other =
        survey
            .host()
            .flatMap(wanted -> host(asked).filter(host -> !host.equalsIgnoreCase(wanted)))
            .isPresent();
    if (other) {
      return Optional.of(Recording.Reason.OTHER_HOST);
    }
    boolean path =
        wanted.paths().isEmpty() || wanted.paths().stream().anyMatch(asked.path()::startsWith);
    return path ? Optional.empty() : Optional.of(Recording.Reason.OTHER_PATH);
  }

  private void play(Exchange exchange, Stage stage, Sending sending, RehearsalReport report)
      throws InterruptedException {
    Asked asked = exchange.asked();
    Origins origins = Origins.of(asked, stage.publicOrigin());
    Asked again =
        new Rewriting(new Rewriting.Standing(tokens, ids, mailed(exchange)), origins).of(asked);
    stage.at(exchange.at());
    Optional<Answered> answer = sending.send(again);
    letters.add(stage.mails(), asked);
    Map<String, String> secrets = SentSecrets.of(asked, again);
    passwords.add(secrets);
    Findings findings = new Findings(() -> new Masking(passwords.with(secrets)));
    if (answer.isEmpty()) {
      findings.addStatus(exchange.answered().status(), MissingNode.getInstance());
    } else {
      compare(exchange, answer.get(), origins, findings, report);
    }
    report.tell(RouteName.of(asked, secrets.keySet()), findings.all());
  }

  private void compare(
      Exchange exchange,
      Answered here,
      Origins origins,
      Findings findings,
      RehearsalReport report) {
    Answered there = exchange.answered();
    Matching matching = new Matching(tokens, ids, origins);
    if (there.status() != here.status()) {
      findings.addStatus(there.status(), IntNode.valueOf(here.status()));
    }
    new HeaderComparison(matching, findings, exchange.at())
        .compare(there.headers(), here.headers());
    BodyComparison bodies =
        new BodyComparison(matching, findings, RouteName.noun(exchange.asked().path()));
    if (bodies.compare(there, here) == BodyComparison.Compared.NOT) {
      report.leaveBody();
    }
  }

  /**
   * Finds what was mailed here for a code of the old server. One that the old server refused was a
   * wrong one, and stays it.
   */
  private UnaryOperator<String> mailed(Exchange exchange) {
    if (!Letters.isUsedAt(exchange.asked().path()) || isRefused(exchange.answered())) {
      return code -> code;
    }
    return code -> {
      Optional<String> ours = letters.take(exchange);
      ours.ifPresent(one -> tokens.learn(code, one));
      return ours.orElse(code);
    };
  }

  /** Some servers refuse by a word in the body alone. */
  private static boolean isRefused(Answered answered) {
    return answered.status() >= FIRST_FAILURE
        || answered.text().matches("(?is)\\{.*\"status\"\\s*:\\s*\"(?:error|fail|failed)\".*");
  }
}
