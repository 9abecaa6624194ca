// A row of the list. Its elements are created once, and filled with the task that scrolls into view.

import { now } from './clock.js';
import { element, setText, svg } from './dom.js';
import { clock, shortId, span } from './format.js';
import { t } from './messages.js';
import { age } from './store.js';

const AMBER_MILLIS = 2 * 3600_000;
const RED_MILLIS = 30 * 60_000;
const COPY_ICON = 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z';
const COPIED_ICON = 'M3 8.5l3.5 3.5L13 4.5';

export function createRow(open) {
  const parts = {
    dot: element('span', { class: 'dot', 'aria-hidden': 'true' }),
    state: element('span', { class: 'state-name' }),
    unusual: element('code', { class: 'unusual' }),
    id: element('code', {}),
    bar: svg('rect', { height: 6, rx: 3, class: 'bar' }),
    progress: element('span', { class: 'progress-text' }),
  };
  const icon = svg('path', { d: COPY_ICON });
  const copy = element('button', { class: 'copy', type: 'button', title: t('copy'), 'aria-label': t('copy') },
    svg('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' }, icon));
  const track = svg('svg', { viewBox: '0 0 100 6', preserveAspectRatio: 'none', class: 'track', 'aria-hidden': 'true' },
    svg('rect', { width: 100, height: 6, rx: 3, class: 'rail' }), parts.bar);
  const cells = {
    state: cell('state', parts.dot, parts.state, parts.unusual),
    id: cell('id', parts.id, copy),
    progress: cell('progress', track, parts.progress),
    age: cell('age'), expectedAge: cell('expectedAge'), next: cell('next'), polls: cell('polls'), link: cell('link'),
  };
  const node = element('div', { class: 'row', role: 'row' }, ...Object.values(cells));
  const row = { node, parts, cells, copy, icon, task: null };
  copy.addEventListener('click', (event) => {
    event.stopPropagation();
    copyId(row);
  });
  node.addEventListener('click', () => open(row.task.id));
  return row;
}

function cell(name, ...children) {
  return element('div', { class: `cell ${name}`, role: 'gridcell' }, ...children);
}

async function copyId(row) {
  try {
    await navigator.clipboard.writeText(row.task.id);
    labelCopy(row, COPIED_ICON, 'copied');
  } catch {
    getSelection().selectAllChildren(row.parts.id);
  }
}

function labelCopy(row, path, label) {
  row.icon.setAttribute('d', path);
  row.copy.setAttribute('aria-label', t(label));
}

export function fillRow(row, task) {
  if (row.task?.id !== task.id) {
    labelCopy(row, COPY_ICON, 'copy');
  }
  row.task = task;
  const { node, parts, cells } = row;
  node.dataset.id = task.id;
  node.dataset.state = task.state;
  setText(parts.state, t(task.state));
  setText(parts.unusual, task.unusualStatus === null ? '' : task.unusualStatus || t('emptyStatus'));
  setText(parts.id, shortId(task.id));
  parts.id.title = task.id;
  parts.bar.setAttribute('width', task.percent ?? 0);
  setText(parts.progress, task.progress);
  setText(cells.polls, t('pollCount', task.polls));
  cells.state.title = task.error ?? '';
  cells.expectedAge.title = task.expectedAge === null ? '' : t('expectedHint');
  node.classList.toggle('has-error', task.error !== null);
  tickRow(row);
}

/** Updates what changes with time. */
export function tickRow({ cells, task }) {
  const currentAge = age(task);
  setText(cells.age, currentAge === null ? '' : clock(currentAge));
  setText(cells.expectedAge, task.expectedAge === null ? '' : t('expectedBy', clock(task.expectedAge)));
  setText(cells.next, nextPoll(task));
  const link = linkState(task);
  setText(cells.link, link.text);
  cells.link.dataset.urgency = link.urgency;
}

export function nextPoll(task) {
  if (task.next === null) {
    return '';
  }
  const left = task.next - now();
  return left < 1000 ? t('polling') : t('pollIn', span(left));
}

export function linkState(task) {
  if (task.video === 'downloaded' || task.video === 'elsewhere') {
    return { text: t('downloaded'), urgency: 'none' };
  }
  if (task.video === 'downloading') {
    return { text: t('downloading'), urgency: 'none' };
  }
  if (task.expires === null) {
    return { text: '', urgency: 'none' };
  }
  const left = task.expires - now();
  const urgency = left < RED_MILLIS ? 'red' : left < AMBER_MILLIS ? 'amber' : 'fine';
  return { text: left <= 0 ? t('expired') : t('left', span(left)), urgency };
}
