package vestibule.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vestibule.core.model.Account;
import vestibule.core.model.Email;
import vestibule.core.model.Mail;
import vestibule.core.model.MailRequest;
import vestibule.core.model.MailedCode;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.store.AccountStore;
import vestibule.core.store.CodeStore;
import vestibule.core.store.EmailStore;
import vestibule.core.store.MailRequestStore;
import vestibule.core.store.OutboxStore;
import vestibule.core.store.SecretStore;
import vestibule.core.store.Transactions;

/** What the outbox needs of a database, in memory; one unit of work at a time, never undone. */
final class MemoryDatabase implements Transactions {

  private final Map<Long, Account> accounts = new HashMap<>();
  private final Map<Long, Email> emails = new HashMap<>();
  private final Map<Long, MailedCode> codes = new HashMap<>();
  private final Map<String, SecretStore.Target> secrets = new HashMap<>();
  private final Map<Long, Row> mails = new HashMap<>();
  private final List<OutboxStore.Dead> dead = new ArrayList<>();
  private final Map<Long, String> reasons = new HashMap<>();
  private int refusals;

  private record Row(Mail mail, String lease, Instant until) {}

  /** Refuses the next units of work, as a busy database does. */
  synchronized void refuse(int units) {
    refusals = units;
  }

  synchronized List<MailedCode> codes() {
    return codes.values().stream().sorted(Comparator.comparing(MailedCode::id)).toList();
  }

  synchronized List<Mail> waiting() {
    return mails.values().stream().map(Row::mail).toList();
  }

  synchronized long leased() {
    return mails.values().stream().filter(row -> !row.lease().isEmpty()).count();
  }

  @Override
  public synchronized <T> T write(Work<T> work) {
    if (refusals > 0) {
      refusals--;
      throw new RefusedException(new Refusal.Busy(1));
    }
    return work.in(new Tables());
  }

  @Override
  public <T> T read(Work<T> work) {
    return write(work);
  }

  private boolean holds(Mail mail, String lease) {
    return mails.containsKey(mail.id()) && mails.get(mail.id()).lease().equals(lease);
  }

  private Optional<Mail> due(Instant now) {
    return mails.values().stream()
        .filter(row -> !row.mail().tries().due().isAfter(now) && row.until().isBefore(now))
        .map(Row::mail)
        .min(Comparator.comparing((Mail mail) -> mail.tries().due()).thenComparing(Mail::id));
  }

  /** The tables, as a unit of work sees them. */
  private final class Tables extends NoStores {
    @Override
    public OutboxStore outbox() {
      return new Outbox();
    }

    @Override
    public AccountStore accounts() {
      return new MemoryAccounts();
    }

    private final class MemoryAccounts implements AccountStore {
      @Override
      public void insert(Account account) {
        accounts.put(account.id(), account);
      }

      @Override
      public Optional<Account> find(long id) {
        return Optional.ofNullable(accounts.get(id));
      }

      @Override
      public boolean lock(long id) {
        return accounts.containsKey(id);
      }

      @Override
      public void rename(long id, Account.Names names) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void setProfile(long id, Account.Profile profile) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void setUsername(long id, String username) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void setPrimary(long id, OptionalLong email) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void setStatus(long id, Account.Status status) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void delete(long id) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<Account> list(long after, int most) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void beginErasure(long id, Instant at) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void endErasure(long id) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void sealErasure(long id) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean isErasureSealed(long id) {
        return false;
      }

      @Override
      public Optional<Instant> erasure(long id) {
        return Optional.empty();
      }

      @Override
      public List<Long> toErase(Instant now, int most) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void beginTrial(long id, Instant end) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void endTrial(long id) {
        throw new UnsupportedOperationException();
      }

      @Override
      public List<Long> onTrial(Instant now, int most) {
        throw new UnsupportedOperationException();
      }
    }

    @Override
    public EmailStore emails() {
      return new MemoryEmails(emails);
    }

    /** Nobody asks for a mail here. */
    @Override
    public MailRequestStore mailRequests() {
      return new MailRequestStore() {
        @Override
        public void insert(MailRequest request) {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<MailRequest> oldest(int most) {
          return List.of();
        }

        @Override
        public boolean delete(MailRequest request) {
          throw new UnsupportedOperationException();
        }

        @Override
        public long count() {
          return 0;
        }
      };
    }

    @Override
    public CodeStore codes() {
      return new CodeStore() {
        @Override
        public void insert(MailedCode code) {
          codes.put(code.id(), code);
        }

        @Override
        public Optional<MailedCode> find(long account, long id) {
          return Optional.ofNullable(codes.get(id));
        }

        @Override
        public boolean spend(long account, long id, Instant now) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void voidAll(long account, MailedCode.Purpose purpose, Instant now) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void voidFor(long account, long email, Instant now) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void deleteAll(long account) {
          throw new UnsupportedOperationException();
        }
      };
    }

    @Override
    public SecretStore secrets() {
      return new SecretStore() {
        @Override
        public void insert(String hash, Target target) {
          secrets.put(hash, target);
        }

        @Override
        public Optional<Target> find(String hash) {
          return Optional.ofNullable(secrets.get(hash));
        }

        @Override
        public void delete(String hash) {
          secrets.remove(hash);
        }
      };
    }

    @Override
    public void changed(long account) {
      throw new UnsupportedOperationException();
    }
  }

  /** The outbox, as a unit of work sees it. */
  private final class Outbox implements OutboxStore {
    @Override
    public void insert(Mail mail) {
      mails.put(mail.id(), new Row(mail, "", Instant.MIN));
    }

    @Override
    public boolean isDue(Instant now) {
      return due(now).isPresent();
    }

    @Override
    public Optional<Mail> claim(String lease, Instant now, Instant until) {
      Optional<Mail> mail = due(now);
      mail.ifPresent(found -> mails.put(found.id(), new Row(found, lease, until)));
      return mail;
    }

    @Override
    public boolean delete(Mail mail, String lease) {
      return holds(mail, lease) && mails.remove(mail.id()) != null;
    }

    @Override
    public boolean release(Mail mail, String lease, Mail.Tries next, Optional<String> reason) {
      if (!holds(mail, lease)) {
        return false;
      }
      reason.ifPresent(said -> reasons.put(mail.id(), said));
      insert(
          new Mail(mail.id(), mail.account(), mail.purpose(), mail.recipient(), mail.door(), next));
      return true;
    }

    @Override
    public List<Waiting> waiting(int most) {
      return mails.values().stream()
          .map(Row::mail)
          .sorted(Comparator.comparing((Mail mail) -> mail.tries().due()).thenComparing(Mail::id))
          .map(mail -> new Waiting(mail, Optional.ofNullable(reasons.get(mail.id()))))
          .limit(most)
          .toList();
    }

    @Override
    public boolean retry(long id, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int retrySome(Instant now, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int drop(OptionalLong id, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean bury(Mail mail, String lease, String reason, Instant now) {
      boolean buried = delete(mail, lease);
      if (buried) {
        dead.addFirst(new Dead(mail, reason, now));
      }
      return buried;
    }

    @Override
    public void releaseAll(String prefix) {
      mails.replaceAll(
          (id, row) -> row.lease().startsWith(prefix) ? new Row(row.mail(), "", Instant.MIN) : row);
    }

    @Override
    public void deletePending(long account, Mail.Purpose purpose) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deleteAll(long account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Count count() {
      return new Count(mails.size(), dead.size());
    }

    @Override
    public Optional<Instant> oldest() {
      return mails.values().stream()
          .map(row -> row.mail().tries().created())
          .min(Instant::compareTo);
    }

    @Override
    public List<Dead> dead(int most) {
      return dead.stream().limit(most).toList();
    }
  }
}
