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

-- Amounts are millionths of the unit. A period is a day (2026-11-27) or a month (2026-11).
create table if not exists gptm_spent (
  tenant text not null,
  period text not null,
  unit text not null,
  amount bigint not null,
  primary key (tenant, period, unit));

create table if not exists gptm_held (
  id text primary key,
  tenant text not null,
  day text not null,
  month text not null,
  unit text not null,
  amount bigint not null,
  until timestamptz not null);
create index if not exists gptm_held_by_tenant on gptm_held (tenant);

create table if not exists gptm_customer_answers (
  conversation text primary key,
  hour bigint not null,
  answers int not null);

create table if not exists gptm_numbers (
  tenant text not null,
  day date not null,
  page text not null,
  name text not null,
  value bigint not null,
  primary key (tenant, day, page, name));

create table if not exists gptm_numbers_marks (
  mark text primary key,
  at timestamptz not null);

-- One at a time for each tenant: a statement after the lock sees what the one before it has committed. Answers the limit that has no room, or null.
create or replace function gptm_reserve(
  a_id text, a_tenant text, a_day text, a_month text, a_unit text, a_amount bigint, a_now timestamptz, a_until timestamptz,
  a_day_limit bigint, a_month_limit bigint, a_conversation text, a_hour bigint, a_answers_limit int) returns text language plpgsql as $$
begin
  perform pg_advisory_xact_lock(x'67707473'::int, hashtext(a_tenant));
  delete from gptm_held where tenant = a_tenant and until < a_now;
  if a_day_limit is not null and a_amount
      + coalesce((select amount from gptm_spent where tenant = a_tenant and period = a_day and unit = a_unit), 0)
      + coalesce((select sum(amount) from gptm_held where tenant = a_tenant and day = a_day and unit = a_unit), 0) > a_day_limit then
    return 'Day';
  end if;
  if a_month_limit is not null and a_amount
      + coalesce((select amount from gptm_spent where tenant = a_tenant and period = a_month and unit = a_unit), 0)
      + coalesce((select sum(amount) from gptm_held where tenant = a_tenant and month = a_month and unit = a_unit), 0) > a_month_limit then
    return 'Month';
  end if;
  if a_answers_limit is not null then
    if coalesce((select answers from gptm_customer_answers where conversation = a_conversation and hour = a_hour), 0) >= a_answers_limit then
      return 'Customer';
    end if;
    insert into gptm_customer_answers as known (conversation, hour, answers) values (a_conversation, a_hour, 1)
    on conflict (conversation) do update set hour = excluded.hour, answers = case when known.hour = excluded.hour then known.answers + 1 else 1 end;
  end if;
  insert into gptm_held (id, tenant, day, month, unit, amount, until) values (a_id, a_tenant, a_day, a_month, a_unit, a_amount, a_until);
  return null;
end $$;

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
alter table gptm_summaries add column if not exists last_in bigint not null default 0;
alter table gptm_summaries add column if not exists last_out bigint not null default 0;
create index if not exists gptm_summaries_in on gptm_summaries (page, last_in desc);
create index if not exists gptm_summaries_out on gptm_summaries (page, last_out desc);
create table if not exists gptm_filled_pages (page text primary key);
-- Alerts that are still to be delivered.
create table if not exists gptm_alerts (id text primary key, conversation text not null, due_at bigint not null, alert text not null);
create index if not exists gptm_alerts_by_time on gptm_alerts (due_at);
create index if not exists gptm_alerts_by_conversation on gptm_alerts (conversation);
