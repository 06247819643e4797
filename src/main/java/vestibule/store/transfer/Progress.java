package vestibule.store.transfer;

/** A watcher of a transfer. */
public interface Progress {

  /** Looks away. */
  Progress UNWATCHED =
      new Progress() {
        @Override
        public void begin(String what, long all) {}

        @Override
        public void done(long units) {}

        @Override
        public void end() {}
      };

  /**
   * A stage begins.
   *
   * @param what names it for people: "copying", "comparing"
   * @param all how many units it has: rows, or bytes of a file
   */
  void begin(String what, long all);

  /** So many units of the stage are done; never less than before. */
  void done(long units);

  /** The stage has ended. */
  void end();
}
