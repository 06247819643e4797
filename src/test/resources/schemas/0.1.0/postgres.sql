CREATE TABLE public.account (
    id bigint NOT NULL,
    username text,
    full_name text,
    first_name text,
    last_name text,
    patronymic text,
    phone text,
    contacts text,
    description text,
    background_color text,
    birthday text,
    avatar text,
    status text NOT NULL,
    created_at bigint NOT NULL,
    primary_email bigint,
    version bigint NOT NULL,
    trial_ends_at bigint
);
CREATE TABLE public.account_right (
    account bigint NOT NULL,
    kind text NOT NULL,
    id bigint NOT NULL
);
CREATE TABLE public.address_change (
    account bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    at bigint NOT NULL,
    email bigint NOT NULL,
    former bigint,
    address text,
    door text,
    family text,
    claimed_at bigint
);
CREATE TABLE public.audit (
    slot smallint NOT NULL,
    account bigint NOT NULL,
    at bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    door text NOT NULL,
    network_address text NOT NULL,
    detail text NOT NULL,
    actor text DEFAULT ''::text NOT NULL,
    browser text DEFAULT ''::text NOT NULL,
    seal bigint DEFAULT 0 NOT NULL,
    salt text DEFAULT ''::text NOT NULL,
    traces text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.audit_seal (
    number bigint NOT NULL,
    previous text NOT NULL,
    made_at bigint NOT NULL,
    entries integer NOT NULL,
    oldest bigint NOT NULL,
    newest bigint NOT NULL,
    root text NOT NULL,
    kept_from bigint NOT NULL,
    public_key text NOT NULL,
    signature text NOT NULL
);
CREATE TABLE public.change (
    slot smallint NOT NULL,
    at bigint NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    what text NOT NULL
);
CREATE TABLE public.chore (
    name text NOT NULL,
    holder text NOT NULL,
    held_until bigint NOT NULL
);
CREATE TABLE public.code (
    account bigint NOT NULL,
    id bigint NOT NULL,
    purpose text NOT NULL,
    family text NOT NULL,
    email bigint NOT NULL,
    hash text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    spent_at bigint
);
CREATE TABLE public.email (
    account bigint NOT NULL,
    id bigint NOT NULL,
    address text NOT NULL,
    key text NOT NULL,
    verified smallint NOT NULL,
    door text NOT NULL,
    family text NOT NULL,
    claimed_at bigint NOT NULL,
    mailed_at bigint,
    decoy smallint NOT NULL,
    bounced_at bigint
);
CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE public.former_id (
    old_id text NOT NULL,
    source text NOT NULL,
    account bigint NOT NULL,
    password text,
    version bigint NOT NULL,
    keys text,
    sessions_ended_at bigint
);
CREATE TABLE public.former_token (
    hash text NOT NULL,
    account bigint NOT NULL,
    session bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.held_address (
    key text NOT NULL,
    account bigint NOT NULL,
    held_until bigint NOT NULL
);
CREATE TABLE public.id_block (
    name text NOT NULL,
    next bigint NOT NULL
);
CREATE TABLE public.identifier (
    key text NOT NULL,
    account bigint NOT NULL,
    kind text NOT NULL,
    proven smallint NOT NULL,
    held_until bigint
);
CREATE TABLE public.import_run (
    source text NOT NULL,
    done bigint NOT NULL
);
CREATE TABLE public.kept_answer (
    request text NOT NULL,
    content text NOT NULL,
    holder text NOT NULL,
    answer text,
    expires_at bigint NOT NULL
);
CREATE TABLE public.kept_ids (
    low bigint NOT NULL,
    high bigint NOT NULL
);
CREATE TABLE public.known_device (
    account bigint NOT NULL,
    device text NOT NULL,
    seen_at bigint NOT NULL,
    told smallint NOT NULL
);
CREATE TABLE public.limit_use (
    slot smallint NOT NULL,
    limit_key bigint NOT NULL,
    node text NOT NULL,
    kind text NOT NULL,
    level bigint NOT NULL,
    used_at bigint NOT NULL,
    told_at bigint NOT NULL
);
CREATE TABLE public.mail_request (
    slot smallint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    login text NOT NULL,
    door text NOT NULL,
    network_address text NOT NULL,
    language text
);
CREATE TABLE public.named_right (
    kind text NOT NULL,
    id bigint NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.outbox (
    slot smallint NOT NULL,
    id bigint NOT NULL,
    account bigint NOT NULL,
    purpose text NOT NULL,
    email bigint NOT NULL,
    address text NOT NULL,
    language text NOT NULL,
    door text NOT NULL,
    created_at bigint NOT NULL,
    failed integer NOT NULL,
    due_at bigint NOT NULL,
    lease text,
    lease_until bigint,
    dead_at bigint,
    dead_reason text,
    refused_reason text
);
CREATE TABLE public.password (
    account bigint NOT NULL,
    hash text NOT NULL,
    version bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE TABLE public.password_form (
    form text NOT NULL
);
CREATE TABLE public.refresh_token (
    account bigint NOT NULL,
    session bigint NOT NULL,
    mark bigint NOT NULL,
    used_at bigint,
    expires_at bigint NOT NULL
);
CREATE TABLE public.role_grant (
    role bigint NOT NULL,
    permission bigint NOT NULL,
    granted_at bigint NOT NULL,
    after_account bigint NOT NULL
);
CREATE TABLE public.role_permission (
    role bigint NOT NULL,
    permission bigint NOT NULL
);
CREATE TABLE public.secret (
    hash text NOT NULL,
    kind text NOT NULL,
    account bigint NOT NULL,
    id bigint NOT NULL
);
CREATE TABLE public.service (
    id bigint NOT NULL,
    name text NOT NULL,
    scopes text NOT NULL,
    made_at bigint NOT NULL,
    secret text NOT NULL,
    secret_since bigint NOT NULL,
    former text,
    former_until bigint
);
CREATE TABLE public.session (
    account bigint NOT NULL,
    id bigint NOT NULL,
    door text NOT NULL,
    token_life integer,
    remembered smallint NOT NULL,
    idle bigint NOT NULL,
    created_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ended_at bigint,
    secret text,
    browser text NOT NULL,
    network_address text NOT NULL,
    language text NOT NULL,
    proofs text
);
CREATE TABLE public.sign_in_ticket (
    hash text NOT NULL,
    account bigint NOT NULL,
    password_version bigint NOT NULL,
    door text NOT NULL,
    token_life integer,
    remembered smallint NOT NULL,
    idle bigint NOT NULL,
    proved_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    tries integer NOT NULL
);
CREATE TABLE public.signing_key (
    name text NOT NULL,
    sealed text NOT NULL,
    made_at bigint NOT NULL,
    signs_from bigint,
    ends_at bigint,
    longest_life bigint,
    origin text
);
CREATE TABLE public.spent_answer (
    answer text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.transfer (
    name text NOT NULL,
    source text NOT NULL,
    done bigint NOT NULL
);
INSERT INTO public.account (id, username, full_name, first_name, last_name, patronymic, phone, contacts, description, background_color, birthday, avatar, status, created_at, primary_email, version, trial_ends_at) VALUES (2, 'grace', 'grace', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ACTIVE', 1795954077806698, 2, 2, NULL);
INSERT INTO public.account (id, username, full_name, first_name, last_name, patronymic, phone, contacts, description, background_color, birthday, avatar, status, created_at, primary_email, version, trial_ends_at) VALUES (1, 'ada', 'ada', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'ACTIVE', 1795954077324901, 1, 8, NULL);
INSERT INTO public.account (id, username, full_name, first_name, last_name, patronymic, phone, contacts, description, background_color, birthday, avatar, status, created_at, primary_email, version, trial_ends_at) VALUES (3, 'edsger', 'edsger', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'DISABLED', 1795954078149486, 3, 3, NULL);
INSERT INTO public.account_right (account, kind, id) VALUES (1, 'GROUP', 1);
INSERT INTO public.account_right (account, kind, id) VALUES (1, 'ROLE', 1);
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954076404090, 1, 'KEY_MADE', 'system', '', 'useraccount', 'SYSTEM', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954076404125, 2, 'KEY_MADE', 'system', '', 'chat', 'SYSTEM', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954076404129, 3, 'KEY_MADE', 'system', '', 'v1-es256-afb14ddeadc401c0', 'SYSTEM', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954076507874, 4, 'SERVER_STARTED', 'system', '', 'http.port=59015; data-dir=/tmp/vestibule-schema-lwi6uvyl/data; database-url=(hidden); smtp-url=(hidden)', 'SYSTEM', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954077324964, 5, 'REGISTERED', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954077489239, 6, 'SIGNED_IN', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (2, 2, 1795954077806725, 7, 'REGISTERED', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (2, 2, 1795954077940559, 8, 'SIGNED_IN', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (3, 3, 1795954078149512, 9, 'REGISTERED', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (3, 3, 1795954078361620, 10, 'SIGNED_IN', 'v1', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954078576760, 11, 'SIGNED_IN', 'useraccount', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954078761175, 12, 'SIGNED_IN', 'chat', '127.0.0.1', '', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954078708756, 13, 'SIGN_IN_REFUSED', 'useraccount', '127.0.0.1', 'wrong_password', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954078948510, 14, 'SIGN_IN_REFUSED', 'knowme', '127.0.0.1', 'unverified_address', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954079007223, 15, 'SIGN_IN_REFUSED', 'v1', '127.0.0.1', 'unknown_name', 'PERSON', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954084015749, 1001, 'RIGHT_GRANTED', 'operator', '', 'group staff', 'OPERATOR', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (1, 1, 1795954089095492, 1002, 'RIGHT_GRANTED', 'operator', '', 'role editor', 'OPERATOR', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954092991543, 1003, 'RIGHT_GRANTED', 'operator', '', 'publish to editor', 'OPERATOR', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (0, 0, 1795954095245621, 1004, 'SERVICE_MADE', 'operator', '', 'service 1: introspect', 'OPERATOR', '', 0, '', '');
INSERT INTO public.audit (slot, account, at, id, kind, door, network_address, detail, actor, browser, seal, salt, traces) VALUES (3, 3, 1795954097830862, 1005, 'DISABLED', 'operator', '', '', 'OPERATOR', '', 0, '', '');
INSERT INTO public.change (slot, at, id, account, what) VALUES (63, 1795954076482310, 7187822383446858, -1, 'account');
INSERT INTO public.change (slot, at, id, account, what) VALUES (1, 1795954084025587, 4153759483231411, 1, 'account');
INSERT INTO public.change (slot, at, id, account, what) VALUES (1, 1795954089261429, 5732914429947832, 1, 'account');
INSERT INTO public.change (slot, at, id, account, what) VALUES (0, 1795954093038768, 6063500854677446, 0, 'account');
INSERT INTO public.change (slot, at, id, account, what) VALUES (62, 1795954095249529, 3256931363264463, -2, 'account');
INSERT INTO public.change (slot, at, id, account, what) VALUES (3, 1795954097847898, 1161834007721974, 3, 'account');
INSERT INTO public.email (account, id, address, key, verified, door, family, claimed_at, mailed_at, decoy, bounced_at) VALUES (2, 2, 'grace@example.org', 'grace@example.org', 0, 'v1', 'V1', 1795954077806698, NULL, 0, NULL);
INSERT INTO public.email (account, id, address, key, verified, door, family, claimed_at, mailed_at, decoy, bounced_at) VALUES (3, 3, 'edsger@example.org', 'edsger@example.org', 0, 'v1', 'V1', 1795954078149486, NULL, 0, NULL);
INSERT INTO public.email (account, id, address, key, verified, door, family, claimed_at, mailed_at, decoy, bounced_at) VALUES (1, 1, 'ada@example.org', 'ada@example.org', 0, 'v1', 'V1', 1795954077324901, 1795954078942680, 0, NULL);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (1, '1', 'schema', 'SQL', 'V1__schema.sql', -1311687982, 'postgres', '2026-11-29 12:07:54.904486', 121, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (2, '2', 'chore', 'SQL', 'V2__chore.sql', 959971745, 'postgres', '2026-11-29 12:07:55.168148', 12, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (3, '3', 'transfer', 'SQL', 'V3__transfer.sql', -1834890953, 'postgres', '2026-11-29 12:07:55.193139', 44, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (4, '6', 'privacy', 'SQL', 'V6__privacy.sql', 1895734118, 'postgres', '2026-11-29 12:07:55.256833', 16, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (5, '7', 'bounces', 'SQL', 'V7__bounces.sql', 227889622, 'postgres', '2026-11-29 12:07:55.285296', 3, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (6, '8', 'factors', 'SQL', 'V8__factors.sql', 569765626, 'postgres', '2026-11-29 12:07:55.29982', 4, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (7, '9', 'limits', 'SQL', 'V9__limits.sql', 292878409, 'postgres', '2026-11-29 12:07:55.312316', 4, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (8, '10', 'keys', 'SQL', 'V10__keys.sql', 974311689, 'postgres', '2026-11-29 12:07:55.324565', 5, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (9, '11', 'audit', 'SQL', 'V11__audit.sql', 1775008145, 'postgres', '2026-11-29 12:07:55.339263', 10, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (10, '12', 'former names', 'SQL', 'V12__former_names.sql', -201459920, 'postgres', '2026-11-29 12:07:55.358265', 2, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (11, '13', 'sessions', 'SQL', 'V13__sessions.sql', -1638617307, 'postgres', '2026-11-29 12:07:55.366651', 29, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (12, '14', 'challenges', 'SQL', 'V14__challenges.sql', -260680688, 'postgres', '2026-11-29 12:07:55.437305', 11, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (13, '15', 'role notices', 'SQL', 'V15__role_notices.sql', 996881319, 'postgres', '2026-11-29 12:07:55.488451', 3, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (14, '16', 'password forms', 'SQL', 'V16__password_forms.sql', 1543650436, 'postgres', '2026-11-29 12:07:55.51874', 2, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (15, '17', 'arrivals', 'SQL', 'V17__arrivals.sql', -1165813892, 'postgres', '2026-11-29 12:07:55.526368', 5, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (16, '18', 'kept answers', 'SQL', 'V18__kept_answers.sql', -1376952918, 'postgres', '2026-11-29 12:07:55.569013', 21, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (17, '19', 'former keys', 'SQL', 'V19__former_keys.sql', 1192085465, 'postgres', '2026-11-29 12:07:55.598228', 4, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (18, '20', 'former tokens', 'SQL', 'V20__former_tokens.sql', 583252806, 'postgres', '2026-11-29 12:07:55.607161', 13, true);
INSERT INTO public.flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, installed_on, execution_time, success) VALUES (19, '21', 'services', 'SQL', 'V21__services.sql', -897155707, 'postgres', '2026-11-29 12:07:55.626233', 7, true);
INSERT INTO public.id_block (name, next) VALUES ('group', 2);
INSERT INTO public.id_block (name, next) VALUES ('role', 2);
INSERT INTO public.id_block (name, next) VALUES ('permission', 2);
INSERT INTO public.id_block (name, next) VALUES ('service', 2);
INSERT INTO public.id_block (name, next) VALUES ('audit', 1006);
INSERT INTO public.id_block (name, next) VALUES ('account', 4);
INSERT INTO public.id_block (name, next) VALUES ('email', 4);
INSERT INTO public.id_block (name, next) VALUES ('session', 6);
INSERT INTO public.id_block (name, next) VALUES ('mail', 5);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('ada', 1, 'NAME', 1, NULL);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('ada@example.org', 1, 'ADDRESS', 0, 1796040477324964);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('grace', 2, 'NAME', 1, NULL);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('grace@example.org', 2, 'ADDRESS', 0, 1796040477806725);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('edsger', 3, 'NAME', 1, NULL);
INSERT INTO public.identifier (key, account, kind, proven, held_until) VALUES ('edsger@example.org', 3, 'ADDRESS', 0, 1796040478149512);
INSERT INTO public.known_device (account, device, seen_at, told) VALUES (1, '04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1', 1795954077489239, 0);
INSERT INTO public.known_device (account, device, seen_at, told) VALUES (2, '04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1', 1795954077940559, 0);
INSERT INTO public.known_device (account, device, seen_at, told) VALUES (3, '04f77cef639bd4e79e6678903cc793850231b54ded498a1d4c2e459a4db376a1', 1795954078361620, 0);
INSERT INTO public.named_right (kind, id, name) VALUES ('GROUP', 1, 'staff');
INSERT INTO public.named_right (kind, id, name) VALUES ('PERMISSION', 1, 'publish');
INSERT INTO public.named_right (kind, id, name) VALUES ('ROLE', 1, 'editor');
INSERT INTO public.outbox (slot, id, account, purpose, email, address, language, door, created_at, failed, due_at, lease, lease_until, dead_at, dead_reason, refused_reason) VALUES (1, 1, 1, 'CONFIRM', 1, 'ada@example.org', 'en', 'v1', 1795954077348760, 0, 1795954077348760, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.outbox (slot, id, account, purpose, email, address, language, door, created_at, failed, due_at, lease, lease_until, dead_at, dead_reason, refused_reason) VALUES (2, 2, 2, 'CONFIRM', 2, 'grace@example.org', 'en', 'v1', 1795954077806756, 0, 1795954077806756, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.outbox (slot, id, account, purpose, email, address, language, door, created_at, failed, due_at, lease, lease_until, dead_at, dead_reason, refused_reason) VALUES (3, 3, 3, 'CONFIRM', 3, 'edsger@example.org', 'en', 'v1', 1795954078149540, 0, 1795954078149540, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.outbox (slot, id, account, purpose, email, address, language, door, created_at, failed, due_at, lease, lease_until, dead_at, dead_reason, refused_reason) VALUES (1, 4, 1, 'CONFIRM', 1, 'ada@example.org', 'en', 'knowme', 1795954078942680, 0, 1795954078942680, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.password (account, hash, version, changed_at) VALUES (1, '$argon2id$v=19$m=19456,t=2,p=1$+U7qejHVciOiy0dZCxx9fw$nzsLQb4UcQVk6RjM+QgyuEsepCvw+ooqTQW7mrUYHig', 1, 1795954077324964);
INSERT INTO public.password (account, hash, version, changed_at) VALUES (2, '$argon2id$v=19$m=19456,t=2,p=1$j9Av5xHjNpTnatllHpGYzQ$LyQo7CT51UYN7R4QCO1V+0GNNh2nRe780DFpUpSbIVs', 1, 1795954077806725);
INSERT INTO public.password (account, hash, version, changed_at) VALUES (3, '$argon2id$v=19$m=19456,t=2,p=1$sg3oiIEEe1Z3E113qc1OJg$8RV5FO9LEaYshPPsx1jv5ovSJrl00dSpd9T9wSMFuZI', 1, 1795954078149512);
INSERT INTO public.role_grant (role, permission, granted_at, after_account) VALUES (1, 1, 1795954092991543, 0);
INSERT INTO public.role_permission (role, permission) VALUES (1, 1);
INSERT INTO public.service (id, name, scopes, made_at, secret, secret_since, former, former_until) VALUES (1, 'billing', 'introspect', 1795954095227584, 'e8e584e1d312e5f62432b5fe1fbd49b1c5c7aa487982ec5ad28dcdbd97d9ab8a', 1795954095227584, NULL, NULL);
INSERT INTO public.session (account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at, ended_at, secret, browser, network_address, language, proofs) VALUES (1, 1, 'v1', 900, 0, 2592000000000, 1795954077482210, 1795954077482210, 1798549677482210, NULL, NULL, '', '127.0.0.1', 'en', NULL);
INSERT INTO public.session (account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at, ended_at, secret, browser, network_address, language, proofs) VALUES (2, 2, 'v1', 900, 0, 2592000000000, 1795954077940347, 1795954077940347, 1798549677940347, NULL, NULL, '', '127.0.0.1', 'en', NULL);
INSERT INTO public.session (account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at, ended_at, secret, browser, network_address, language, proofs) VALUES (1, 4, 'useraccount', 3600, 0, 3600000000, 1795954078576635, 1795954078576635, 1795961278576635, NULL, NULL, '', '127.0.0.1', 'en', NULL);
INSERT INTO public.session (account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at, ended_at, secret, browser, network_address, language, proofs) VALUES (1, 5, 'chat', 864000, 0, 950400000000, 1795954078761050, 1795954078761050, 1796908078761050, NULL, NULL, '', '127.0.0.1', 'en', NULL);
INSERT INTO public.session (account, id, door, token_life, remembered, idle, created_at, last_used_at, expires_at, ended_at, secret, browser, network_address, language, proofs) VALUES (3, 3, 'v1', 900, 0, 2592000000000, 1795954078361495, 1795954078361495, 1798549678361495, 1795954097830862, NULL, '', '127.0.0.1', 'en', NULL);
INSERT INTO public.signing_key (name, sealed, made_at, signs_from, ends_at, longest_life, origin) VALUES ('master-key-check', '37663763623535353838303436323134636235363366316439653135323763333236333937333735643638643231336165316137626431633065313838623333', 1795954075680544, NULL, NULL, 0, NULL);
INSERT INTO public.signing_key (name, sealed, made_at, signs_from, ends_at, longest_life, origin) VALUES ('signing-key/useraccount', '0144eab78f3d22312803e4e31f420e623711af485919091cbea5cb383c82b0796b1a35b856704743e91ce6d21d1687ef25595755e99238f252b72e6d83', 1795954075723435, 1795954075723435, NULL, 2592000000000, NULL);
INSERT INTO public.signing_key (name, sealed, made_at, signs_from, ends_at, longest_life, origin) VALUES ('csrf-key/useraccount', '01024454ec3372f624b1adbf8811890e6441da02a0f2657972cbabdbae5509235e4e89d2150f803fa782d5ee4c831200b536179a321c338623e2ad62d4', 1795954075723435, NULL, NULL, 0, NULL);
INSERT INTO public.signing_key (name, sealed, made_at, signs_from, ends_at, longest_life, origin) VALUES ('signing-key/chat', '0162d1b612c82047a11f7ca95fa6812ff132f1b00044dfb71f7f436213ec5eedd944f79b53dc81a114717e5e05ced4e35003d27105ecea9e887f3e4aed', 1795954075723435, 1795954075723435, NULL, 864000000000, NULL);
INSERT INTO public.signing_key (name, sealed, made_at, signs_from, ends_at, longest_life, origin) VALUES ('signing-key/v1/es256-afb14ddeadc401c0', '01a1182fb0d73f61059a628d303b832d8b2029a6ce55f7b86100f3fb648b564c71e6f16d1b0ea50a256ce41198714a83974e7f2ec1c5b14042e693d9518d4d02583b9b35cbff70097a53cc4692b2e0799708d14530cbe8d9316687e8f003ff5aa2a2d966d37de0d2e6ad9ac67d0a6225f19ba4d4b5b8a87125d36479d92ac0d817c58770fbc40ee798e56c2e8edc236242ae78806eca95859178faf2a164e6d7f3c0917495d1c39efb2ce9ba74b8d0829b73d9e19b690ad258ec0bd1af', 1795954075723435, 1795954075723435, NULL, 900000000, NULL);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_right
    ADD CONSTRAINT account_right_pkey PRIMARY KEY (account, kind, id);
ALTER TABLE ONLY public.address_change
    ADD CONSTRAINT address_change_pkey PRIMARY KEY (account, id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (slot, account, at, id);
ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (slot, at, id);
ALTER TABLE ONLY public.chore
    ADD CONSTRAINT chore_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (account, id);
ALTER TABLE ONLY public.email
    ADD CONSTRAINT email_pkey PRIMARY KEY (account, id);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY public.former_id
    ADD CONSTRAINT former_id_pkey PRIMARY KEY (old_id, source);
ALTER TABLE ONLY public.former_token
    ADD CONSTRAINT former_token_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.held_address
    ADD CONSTRAINT held_address_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.id_block
    ADD CONSTRAINT id_block_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.identifier
    ADD CONSTRAINT identifier_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (source);
ALTER TABLE ONLY public.kept_answer
    ADD CONSTRAINT kept_answer_pkey PRIMARY KEY (request);
ALTER TABLE ONLY public.kept_ids
    ADD CONSTRAINT kept_ids_pkey PRIMARY KEY (low);
ALTER TABLE ONLY public.known_device
    ADD CONSTRAINT known_device_pkey PRIMARY KEY (account, device);
ALTER TABLE ONLY public.limit_use
    ADD CONSTRAINT limit_use_pkey PRIMARY KEY (slot, limit_key, node);
ALTER TABLE ONLY public.mail_request
    ADD CONSTRAINT mail_request_pkey PRIMARY KEY (slot, id);
ALTER TABLE ONLY public.named_right
    ADD CONSTRAINT named_right_kind_name_key UNIQUE (kind, name);
ALTER TABLE ONLY public.named_right
    ADD CONSTRAINT named_right_pkey PRIMARY KEY (kind, id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (slot, id);
ALTER TABLE ONLY public.password_form
    ADD CONSTRAINT password_form_pkey PRIMARY KEY (form);
ALTER TABLE ONLY public.password
    ADD CONSTRAINT password_pkey PRIMARY KEY (account);
ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT refresh_token_pkey PRIMARY KEY (account, session, mark);
ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_pkey PRIMARY KEY (role, permission);
ALTER TABLE ONLY public.role_permission
    ADD CONSTRAINT role_permission_pkey PRIMARY KEY (role, permission);
ALTER TABLE ONLY public.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_name_key UNIQUE (name);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (account, id);
ALTER TABLE ONLY public.sign_in_ticket
    ADD CONSTRAINT sign_in_ticket_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.spent_answer
    ADD CONSTRAINT spent_answer_pkey PRIMARY KEY (answer);
ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (name);
CREATE INDEX account_on_trial ON public.account USING btree (trial_ends_at) WHERE (trial_ends_at IS NOT NULL);
CREATE INDEX address_change_by_time ON public.address_change USING btree (at);
CREATE INDEX audit_by_time ON public.audit USING btree (at, id);
CREATE INDEX audit_unsealed ON public.audit USING btree (at, id) WHERE (seal = 0);
CREATE INDEX code_by_end ON public.code USING btree (expires_at);
CREATE INDEX email_by_key ON public.email USING btree (key);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
CREATE INDEX former_id_by_account ON public.former_id USING btree (account);
CREATE INDEX former_id_by_source ON public.former_id USING btree (source, old_id);
CREATE INDEX former_token_by_account ON public.former_token USING btree (account);
CREATE INDEX former_token_by_end ON public.former_token USING btree (expires_at);
CREATE INDEX held_address_by_end ON public.held_address USING btree (held_until);
CREATE INDEX identifier_former ON public.identifier USING btree (held_until) WHERE ((proven = 0) AND (kind = 'NAME'::text));
CREATE INDEX identifier_former_by_account ON public.identifier USING btree (account) WHERE ((proven = 0) AND (kind = 'NAME'::text));
CREATE INDEX kept_answer_by_end ON public.kept_answer USING btree (expires_at);
CREATE INDEX known_device_by_time ON public.known_device USING btree (seen_at);
CREATE INDEX limit_use_told ON public.limit_use USING btree (slot, told_at);
CREATE INDEX mail_request_by_id ON public.mail_request USING btree (id);
CREATE INDEX outbox_by_account ON public.outbox USING btree (slot, account);
CREATE INDEX outbox_by_due ON public.outbox USING btree (due_at, id) WHERE (dead_at IS NULL);
CREATE INDEX refresh_token_by_expiry ON public.refresh_token USING btree (expires_at);
CREATE INDEX session_by_end ON public.session USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX session_by_expiry ON public.session USING btree (expires_at);
CREATE INDEX session_open ON public.session USING btree (account, created_at, id) WHERE (ended_at IS NULL);
CREATE INDEX sign_in_ticket_by_expiry ON public.sign_in_ticket USING btree (expires_at);
CREATE INDEX spent_answer_by_end ON public.spent_answer USING btree (expires_at);
