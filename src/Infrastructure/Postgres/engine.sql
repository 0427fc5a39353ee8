-- Where the engine keeps turns and counts in a cluster. Safe to run again.
-- A row of gptm_open_turns without a turn remembers the owner of one that ended a short while ago.
create table if not exists gptm_open_turns (
  conversation text primary key,
  owner text not null,
  opened_at timestamptz,
  turn text,
  changed_at timestamptz not null);
create index if not exists gptm_open_turns_by_time on gptm_open_turns (opened_at) where turn is not null;
create index if not exists gptm_open_turns_ended on gptm_open_turns (changed_at) where turn is null;

create table if not exists gptm_ended_turns (
  id text primary key,
  conversation text not null,
  state text not null,
  reason text,
  ended_at timestamptz not null,
  turn text not null);
create index if not exists gptm_ended_turns_by_state on gptm_ended_turns (state, ended_at);
create index if not exists gptm_ended_turns_by_conversation on gptm_ended_turns (conversation);

create table if not exists gptm_token_usage (
  page text not null,
  day date not null,
  prompt bigint not null,
  completion bigint not null,
  primary key (page, day));
-- The inbox: a row for each conversation. Names are compared byte by byte, so that every node agrees on what comes next.
create table if not exists gptm_summaries (
  conversation text collate "C" primary key,
  tenant text collate "C" not null,
  page text collate "C" not null,
  last_at bigint not null,
  needs_person boolean not null,
  failed boolean not null,
  unanswered boolean not null,
  paused_until bigint not null,
  searched text not null,
  summary text not null);
create index if not exists gptm_summaries_by_time on gptm_summaries (tenant, last_at desc, conversation desc);
create index if not exists gptm_summaries_that_need_a_person on gptm_summaries (tenant, last_at desc, conversation desc) where needs_person;
create index if not exists gptm_summaries_that_failed on gptm_summaries (tenant, last_at desc, conversation desc) where failed;
create index if not exists gptm_summaries_unanswered on gptm_summaries (tenant, last_at desc, conversation desc) where unanswered;
create table if not exists gptm_filled_pages (page text primary key);
-- Alerts that are still to be delivered.
create table if not exists gptm_alerts (id text primary key, conversation text not null, due_at bigint not null, alert text not null);
create index if not exists gptm_alerts_by_time on gptm_alerts (due_at);
create index if not exists gptm_alerts_by_conversation on gptm_alerts (conversation);
