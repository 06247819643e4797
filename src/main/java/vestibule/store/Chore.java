package vestibule.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vestibule.store.engine.Columns;
import vestibule.store.engine.Database;

/**
 * A piece of work that one node at a time does for all: the holder of its lease. The lease ends by
 * itself, so that a node that died holds nothing up for longer.
 *
 * @param holder names the node; no other one has this name
 * @param lease how long the node keeps it from others each time that it takes it
 */
public record Chore(
    Database database, InstantSource clock, String name, String holder, Duration lease) {

  private static final String TAKE =
      """
      insert into chore (name, holder, held_until) values (:name, :holder, :until)
      on conflict (name) do update set holder = :holder, held_until = :until
      where chore.holder = :holder or chore.held_until <= :now
      """;

  /** Takes the lease, or prolongs it; false while another node has it. */
  public boolean take() {
    Instant now = clock.instant();
    return database.write(
            transaction ->
                transaction
                    .handle()
                    .createUpdate(TAKE)
                    .bind("name", name)
                    .bind("holder", holder)
                    .bind("until", Columns.micros(now.plus(lease)))
                    .bind("now", Columns.micros(now))
                    .execute())
        == 1;
  }

  private static final String HOLDER =
      "select holder from chore where name = :name and held_until > :now";

  /** Who has the lease now. */
  public Optional<String> present() {
    return database.read(
        handle ->
            handle
                .createQuery(HOLDER)
                .bind("name", name)
                .bind("now", Columns.micros(clock.instant()))
                .mapTo(String.class)
                .findOne());
  }

  private static final String GIVE_BACK =
      "update chore set held_until = 0 where name = :name and holder = :holder";

  /** Lets another node take it at once: for a clean stop. */
  public void giveBack() {
    database.write(
        transaction ->
            transaction
                .handle()
                .createUpdate(GIVE_BACK)
                .bind("name", name)
                .bind("holder", holder)
                .execute());
  }
}
