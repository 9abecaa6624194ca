-- Version 2. Run it once, by hand or with "node --create-schema"; a second run changes nothing. Tables of version 1 are upgraded to
-- version 2: stop the nodes of version 1 first.

-- The tables of db-scheduler: waits, downloads and deliveries to the sink. They are separate so that none delays another.
create table if not exists video_wait (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint not null,
  primary key (task_name, task_instance)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index if not exists video_wait_due on video_wait (execution_time);
create index if not exists video_wait_heartbeat on video_wait (last_heartbeat) where picked;

create table if not exists video_keep (like video_wait including all);
create table if not exists video_tell (like video_wait including all);

-- One row per ended task. Contains no signed link.
create table if not exists video_end (
  task_id         text primary key,
  gateway         text not null,
  outcome         text not null check (outcome in ('SUCCESS', 'FAILURE', 'GAVE_UP')),
  report          text not null,
  ended_at        timestamptz not null,
  by_node         text not null,
  link_expires_at timestamptz,
  kept_as         text,
  kept_at         timestamptz,
  told_at         timestamptz
);
create index if not exists video_end_ended on video_end (ended_at);
create index if not exists video_end_unkept on video_end (link_expires_at) where kept_at is null;

-- The request budget of all nodes together. One row per gateway.
create table if not exists request_budget (
  gateway      text primary key,
  per_second   double precision not null check (per_second > 0),
  next_slot    timestamptz not null,
  paused_until timestamptz not null,
  slots        bigint not null default 0
) with (fillfactor = 50);
-- During an outage, paused_until is when the next probe may be sent.
alter table request_budget
  add column if not exists reduced_per_second double precision not null default 'infinity',
  add column if not exists paused_at timestamptz not null default now(),
  add column if not exists is_down boolean not null default false,
  add column if not exists next_pause_seconds double precision not null default 5,
  drop column if exists pause_seconds;

create table if not exists video_schema (version integer primary key);
insert into video_schema (version) select 2 where not exists (select from video_schema);
update video_schema set version = 2 where version = 1;

-- The counters of each node, which it updates every second.
create table if not exists video_node (
  node       text primary key,
  started_at timestamptz not null,
  seen_at    timestamptz not null,
  polls      bigint not null,
  lag_millis bigint not null,
  taken_over bigint not null,
  refused    bigint not null
);
