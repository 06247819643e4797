-- Since when mail to an address is known to come back; a proof of the address takes it away.
alter table email add column bounced_at bigint;

-- What the mail server said last about a mail that waits, for the operator.
alter table outbox add column refused_reason text;
