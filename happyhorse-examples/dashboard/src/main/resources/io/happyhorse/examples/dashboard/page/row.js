// One row of the list: built once, and filled with whatever task comes into view.

import { now } from './clock.js';
import { element, setText, svg } from './dom.js';
import { clock, shortId, span } from './format.js';
import { t } from './messages.js';
import { age } from './store.js';

const AMBER = 2 * 3600_000;
const RED = 30 * 60_000;
const COPY = 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z';
const DONE = 'M3 8.5l3.5 3.5L13 4.5';

export function createRow(open) {
  const parts = {
    dot: element('span', { class: 'dot', 'aria-hidden': 'true' }),
    state: element('span', { class: 'word' }),
    odd: element('code', { class: 'odd' }),
    id: element('code', {}),
    bar: svg('rect', { height: 6, rx: 3, class: 'bar' }),
    progress: element('span', { class: 'said' }),
  };
  const sign = svg('path', { d: COPY });
  const copy = element('button', { class: 'copy', type: 'button', title: t('copy'), 'aria-label': t('copy') },
    svg('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' }, sign));
  const track = svg('svg', { viewBox: '0 0 100 6', preserveAspectRatio: 'none', class: 'track', 'aria-hidden': 'true' },
    svg('rect', { width: 100, height: 6, rx: 3, class: 'rail' }), parts.bar);
  const cells = {
    state: cell('state', parts.dot, parts.state, parts.odd),
    id: cell('id', parts.id, copy),
    progress: cell('progress', track, parts.progress),
    age: cell('age'), doneBy: cell('doneBy'), next: cell('next'), polls: cell('polls'), link: cell('link'),
  };
  const node = element('div', { class: 'row', role: 'row' }, ...Object.values(cells));
  const row = { node, parts, cells, copy, sign, task: null };
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
    labelCopy(row, DONE, 'copied');
  } catch {
    getSelection().selectAllChildren(row.parts.id);
  }
}

function labelCopy(row, drawing, label) {
  row.sign.setAttribute('d', drawing);
  row.copy.setAttribute('aria-label', t(label));
}

export function fillRow(row, task) {
  if (row.task?.id !== task.id) {
    labelCopy(row, COPY, 'copy');
  }
  row.task = task;
  const { node, parts, cells } = row;
  node.dataset.id = task.id;
  node.dataset.state = task.state;
  setText(parts.state, t(task.state));
  setText(parts.odd, task.word === null ? '' : task.word || t('none'));
  setText(parts.id, shortId(task.id));
  parts.id.title = task.id;
  parts.bar.setAttribute('width', task.percent ?? 0);
  setText(parts.progress, task.progress);
  setText(cells.polls, t('pollCount', task.polls));
  cells.state.title = task.error ?? '';
  node.classList.toggle('troubled', task.error !== null);
  tickRow(row);
}

/** Fills in what changes with time alone. */
export function tickRow({ cells, task }) {
  const old = age(task);
  setText(cells.age, old === null ? '' : clock(old));
  setText(cells.doneBy, task.doneBy === null ? '' : t('done', clock(task.doneBy)));
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
  return left < 1000 ? t('querying') : t('queryIn', span(left));
}

export function linkState(task) {
  if (task.video === 'kept' || task.video === 'elsewhere') {
    return { text: t('kept'), urgency: 'kept' };
  }
  if (task.video === 'keeping') {
    return { text: t('keeping'), urgency: 'keeping' };
  }
  if (task.expires === null) {
    return { text: '', urgency: 'none' };
  }
  const left = task.expires - now();
  const urgency = left < RED ? 'red' : left < AMBER ? 'amber' : 'fine';
  return { text: left <= 0 ? t('expired') : t('left', span(left)), urgency };
}
