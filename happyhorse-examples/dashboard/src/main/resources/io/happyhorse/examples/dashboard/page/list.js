// The list. Only the visible rows exist as elements, so that thousands of rows scroll smoothly.

import { byId, element, setText } from './dom.js';
import { t } from './messages.js';
import { createRow, fillRow, tickRow } from './row.js';
import { counts, shown, STATES, view } from './store.js';

const COLUMNS = ['state', 'id', 'progress', 'age', 'expectedAge', 'next', 'polls', 'link'];
const EXTRA_ROWS = 4;
const pool = [];
let list = [];
let selected = null;
let open = () => {};

export function startList(openTask) {
  open = openTask;
  byId('columns').append(...COLUMNS.map(column));
  byId('list').addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true });
  addEventListener('resize', () => requestAnimationFrame(draw));
  byId('search').addEventListener('input', (event) => {
    view.text = event.target.value.trim().toLowerCase();
    byId('list').scrollTop = 0;
    refresh();
  });
  byId('filters').append(filter(null), ...STATES.map(filter));
}

function column(name) {
  const button = element('button', { type: 'button', onclick: () => sortBy(name) }, t(name));
  return element('div', { class: `cell ${name}`, role: 'columnheader', 'data-column': name }, button);
}

function sortBy(name) {
  if (view.sort !== name) {
    Object.assign(view, { sort: name, descending: false });
  } else if (!view.descending) {
    view.descending = true;
  } else {
    Object.assign(view, { sort: 'order', descending: false });
  }
  refresh();
}

function filter(state) {
  return element('button', {
    type: 'button', class: 'filter', 'data-state': state ?? 'all',
    onclick: () => {
      view.state = view.state === state ? null : state;
      byId('list').scrollTop = 0;
      refresh();
    },
  }, element('span', { class: 'dot', 'aria-hidden': 'true' }), element('span', {}, t(state ?? 'all')),
  element('b', {}, '0'));
}

/** Shows the current rows of the store. */
export function refresh() {
  list = shown();
  const numberByState = counts();
  for (const button of byId('filters').children) {
    const state = button.dataset.state;
    setText(button.lastChild, String(numberByState[state]));
    button.setAttribute('aria-pressed', String((view.state ?? 'all') === state));
    button.hidden = state !== 'all' && numberByState[state] === 0 && view.state !== state;
  }
  for (const header of byId('columns').children) {
    const isSorted = header.dataset.column === view.sort;
    header.setAttribute('aria-sort', isSorted ? (view.descending ? 'descending' : 'ascending') : 'none');
  }
  byId('list').setAttribute('aria-rowcount', String(list.length + 1));
  byId('empty').hidden = list.length > 0;
  draw();
}

const rowHeight = () => parseFloat(getComputedStyle(byId('rows')).getPropertyValue('--row'));

function draw() {
  const box = byId('list');
  const height = rowHeight();
  byId('rows').style.height = `${list.length * height}px`;
  const first = Math.max(0, Math.floor(box.scrollTop / height) - EXTRA_ROWS);
  const last = Math.min(list.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + EXTRA_ROWS);
  while (pool.length < last - first) {
    const row = createRow((id) => { select(id); open(id); });
    pool.push(row);
    byId('rows').append(row.node);
  }
  pool.forEach((row, i) => {
    const task = list[first + i];
    row.node.hidden = first + i >= last;
    if (first + i < last) {
      place(row, task, first + i, height);
    }
  });
}

function place(row, task, index, height) {
  row.node.style.transform = `translateY(${index * height}px)`;
  row.node.setAttribute('aria-rowindex', String(index + 2));
  row.node.id = `row-${index}`;
  const isSelected = task.id === selected;
  row.node.setAttribute('aria-selected', String(isSelected));
  if (isSelected) {
    byId('list').setAttribute('aria-activedescendant', row.node.id);
  }
  fillRow(row, task);
}

/** Updates the times in the visible rows. */
export function tick() {
  pool.filter((row) => !row.node.hidden && row.task !== null).forEach(tickRow);
}

function select(id) {
  selected = id;
  draw();
}

/** Moves the selection by a number of rows, and scrolls it into view. */
export function move(by) {
  if (list.length === 0) {
    return;
  }
  const at = list.findIndex((row) => row.id === selected);
  const to = at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by));
  const box = byId('list');
  const height = rowHeight();
  const head = byId('columns').offsetHeight;
  box.scrollTop = Math.min(to * height, Math.max(box.scrollTop, (to + 1) * height + head - box.clientHeight));
  select(list[to].id);
}

export function openSelected() {
  if (selected !== null) {
    open(selected);
  }
}
