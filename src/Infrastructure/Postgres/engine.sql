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
