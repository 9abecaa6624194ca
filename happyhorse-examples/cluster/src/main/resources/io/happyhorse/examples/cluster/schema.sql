-- Version 2. Run once, by hand or by "node --create-schema"; a second run changes nothing. Tables of version 1 are brought to
-- version 2: stop the nodes of version 1 before.

-- The three tables of db-scheduler: waits, downloads, deliveries. One each, so that none holds up another.
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

-- One row per task that has ended, ever. There is no signed link in it.
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

-- What all nodes together may ask of a gateway. One row per gateway.
create table if not exists request_budget (
  gateway      text primary key,
  per_second   double precision not null check (per_second > 0),
  next_slot    timestamptz not null,
  paused_until timestamptz not null,
  slots        bigint not null default 0
) with (fillfactor = 50);
-- While the gateway is down, paused_until is when the next probe may be sent.
alter table request_budget
  add column if not exists reduced_per_second double precision not null default 'infinity',
  add column if not exists paused_at timestamptz not null default now(),
  add column if not exists is_down boolean not null default false,
  add column if not exists next_pause_seconds double precision not null default 5,
  drop column if exists pause_seconds;

create table if not exists video_schema (version integer primary key);
insert into video_schema (version) select 2 where not exists (select from video_schema);
update video_schema set version = 2 where version = 1;

-- What each node has done, written by itself every second.
create table if not exists video_node (
  node       text primary key,
  started_at timestamptz not null,
  seen_at    timestamptz not null,
  polls      bigint not null,
  lag_millis bigint not null,
  taken_over bigint not null,
  refused    bigint not null
);
