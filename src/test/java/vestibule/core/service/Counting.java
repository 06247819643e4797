package vestibule.core.service;

import java.util.concurrent.atomic.AtomicInteger;
import vestibule.core.store.Transactions;

/** Units of work of a database, of which the reads are counted. */
record Counting(Transactions transactions, AtomicInteger reads) implements Transactions {

  @Override
  public <T> T write(Work<T> work) {
    return transactions.write(work);
  }

  @Override
  public <T> T read(Work<T> work) {
    reads.incrementAndGet();
    return transactions.read(work);
  }
}
