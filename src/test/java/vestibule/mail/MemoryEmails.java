package vestibule.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Email;
import vestibule.core.model.LoginKey;
import vestibule.core.store.EmailStore;

/** What the outbox needs of addresses, in memory. */
record MemoryEmails(Map<Long, Email> emails) implements EmailStore {

  @Override
  public void insert(Email email) {
    emails.put(email.id(), email);
  }

  @Override
  public Optional<Email> find(long account, long id) {
    return Optional.ofNullable(emails.get(id)).filter(email -> email.account() == account);
  }

  @Override
  public List<Email> of(long account) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Email> claims(LoginKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void verify(long account, long id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bounced(long account, long id, Optional<Instant> since) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void mailed(long account, long id, Instant at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void withhold(long account, long id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(long account, long id) {
    emails.remove(id);
  }
}
