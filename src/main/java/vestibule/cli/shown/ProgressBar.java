package vestibule.cli.shown;

import java.io.PrintStream;
import java.util.Locale;
import vestibule.store.transfer.Progress;

/** How far a transfer has come: a bar that grows on a terminal, a line now and then elsewhere. */
public final class ProgressBar implements Progress {

  private static final int WIDTH = 30;
  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long LOG_NANOS = 5_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private String what = "";
  private long all;
  private long begun;
  private long shown;
  private long units;

  /** A bar on the error stream, so that what a program reads stays clean. */
  public ProgressBar(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void begin(String stage, long wanted) {
    what = stage;
    all = wanted;
    units = 0;
    begun = System.nanoTime();
    shown = begun;
  }

  @Override
  public synchronized void done(long done) {
    units = Math.max(units, done);
    long now = System.nanoTime();
    if (now - shown >= (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      shown = now;
      show(now);
    }
  }

  @Override
  public synchronized void end() {
    units = Math.max(units, all);
    all = units;
    show(System.nanoTime());
    if (terminal) {
      err.println();
    }
  }

  private void show(long now) {
    double part = all == 0 ? 1 : Math.min(1, (double) units / all);
    double seconds = Math.max((now - begun) / 1e9, 0.001);
    long left = Math.round(part == 0 ? 0 : seconds / part - seconds);
    String text =
        String.format(
            Locale.ROOT,
            "%-9s %3d %%  %,d of %,d  %,.0f/s  %s",
            what,
            Math.round(100 * part),
            units,
            all,
            units / seconds,
            part < 1 ? left + " s left" : String.format(Locale.ROOT, "in %.1f s", seconds));
    if (terminal) {
      int full = (int) Math.round(WIDTH * part);
      err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + text + "   ");
    } else {
      err.println(text);
    }
    err.flush();
  }
}
