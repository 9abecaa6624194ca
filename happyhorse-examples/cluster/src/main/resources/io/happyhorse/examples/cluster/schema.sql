-- Version 3. Run this script once, by hand or with "node --create-schema"; a second run changes nothing. It upgrades tables of versions 1
-- and 2: stop the nodes of the older version first.

-- Versions 1 and 2 had other names.
do $$
begin
  if to_regclass('video_keep') is not null then
    update video_keep set task_name = 'download';
    update video_tell set task_name = 'delivery';
    alter table video_keep rename to video_download;
    alter table video_tell rename to video_delivery;
    alter table video_end rename column kept_as to video_file;
    alter table video_end rename column kept_at to downloaded_at;
    alter table video_end rename column told_at to delivered_at;
    alter index video_end_unkept rename to video_end_not_downloaded;
  end if;
end $$;

-- The tables of db-scheduler: waits, downloads and deliveries to the sink. Separate tables, so that none delays another.
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

create table if not exists video_download (like video_wait including all);
create table if not exists video_delivery (like video_wait including all);

-- One row per ended task. Contains no signed link.
create table if not exists video_end (
  task_id         text primary key,
  gateway         text not null,
  outcome         text not null check (outcome in ('SUCCESS', 'FAILURE', 'GAVE_UP')),
  report          text not null,
  ended_at        timestamptz not null,
  by_node         text not null,
  link_expires_at timestamptz,
  video_file      text,
  downloaded_at   timestamptz,
  delivered_at    timestamptz
);
create index if not exists video_end_ended on video_end (ended_at);
create index if not exists video_end_not_downloaded on video_end (link_expires_at) where downloaded_at is null;

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
insert into video_schema (version) select 3 where not exists (select from video_schema);
update video_schema set version = 3 where version in (1, 2);

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
