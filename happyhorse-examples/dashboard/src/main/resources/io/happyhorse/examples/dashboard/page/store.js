// The rows as the server last sent them. Counts are derived from the same rows that are shown, so they always agree.

import { now } from './clock.js';

export const STATES = ['NO_STATUS', 'NOT_START', 'SUBMITTED', 'QUEUED', 'IN_PROGRESS', 'OTHER',
  'SUCCESS', 'FAILURE', 'GAVE_UP'];

const rows = new Map();
export const view = { state: null, text: '', sort: 'order', descending: false };

const SORT_KEYS = {
  order: (row) => row.order,
  state: (row) => STATES.indexOf(row.state),
  id: (row) => row.id,
  progress: (row) => row.percent ?? -1,
  age: (row) => age(row) ?? -1,
  expectedAge: (row) => row.expectedAge ?? Infinity,
  next: (row) => row.next ?? Infinity,
  polls: (row) => row.polls,
  link: (row) => (row.video === 'downloaded' || row.video === 'elsewhere' ? Infinity : row.expires ?? Infinity),
};

export function receive({ complete, rows: changed }) {
  if (complete) {
    rows.clear();
  }
  for (const row of changed) {
    rows.set(row.id, row);
  }
}

export const rowOf = (id) => rows.get(id);

export function age(row) {
  return row.submitted === null ? null : (row.finished ?? now()) - row.submitted;
}

/** Returns the number of rows that match the search, by state and altogether. */
export function counts() {
  const result = Object.fromEntries(STATES.map((state) => [state, 0]));
  let all = 0;
  for (const row of rows.values()) {
    if (matchesText(row)) {
      result[row.state]++;
      all++;
    }
  }
  return { ...result, all };
}

export function shown() {
  const key = SORT_KEYS[view.sort];
  const sign = view.descending ? -1 : 1;
  return [...rows.values()]
    .filter((row) => (view.state === null || row.state === view.state) && matchesText(row))
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => sign * compare(a.key, b.key) || a.row.order - b.row.order)
    .map(({ row }) => row);
}

function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}

function matchesText(row) {
  const text = view.text;
  return text === ''
    || row.id.toLowerCase().includes(text)
    || row.state.toLowerCase().includes(text)
    || (row.unusualStatus ?? '').toLowerCase().includes(text)
    || (row.error ?? '').toLowerCase().includes(text);
}
