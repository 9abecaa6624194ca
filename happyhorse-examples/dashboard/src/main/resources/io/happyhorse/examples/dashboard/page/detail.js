// The detail of a task.

import { detailOf, perform } from './actions.js';
import { byId, element, setText } from './dom.js';
import { linkState, nextPoll } from './row.js';
import { t } from './messages.js';
import { rowOf } from './store.js';
import { timeline } from './timeline.js';

let current = null;
let features = [];
let shownRow = null;
let returnTo = null;

export function setFeatures(value) {
  features = value;
}

export async function openDetail(id) {
  if (current !== id) {
    returnTo = document.activeElement;
    byId('detail').replaceChildren();
  }
  current = id;
  shownRow = null;
  await updateDetail();
  byId('detail').focus();
}

export function closeDetail() {
  current = null;
  byId('detail').hidden = true;
  byId('detail').replaceChildren(); // which stops the video
  document.body.classList.remove('with-detail');
  (returnTo?.isConnected ? returnTo : byId('list')).focus();
}

export const isDetailOpen = () => current !== null;

/** Shows the task again if its row has changed. A video that plays continues to play. */
export async function updateDetail() {
  const id = current;
  const row = id === null ? undefined : rowOf(id);
  if (row === undefined || row === shownRow) {
    return;
  }
  shownRow = row;
  const detail = await detailOf(id);
  if (detail !== null && current === id) {
    draw(detail);
  }
}

/** Updates the times in the header. */
export function tickDetail() {
  const row = current === null ? undefined : rowOf(current);
  const node = byId('detail').querySelector('.current');
  if (row !== undefined && node !== null) {
    setText(node, currentText(row));
  }
}

const currentText = (row) => [t('pollCount', row.polls), nextPoll(row), linkState(row).text]
  .filter((text) => text !== '').join(' · ');

function draw(detail) {
  const panel = byId('detail');
  const isOpened = [...panel.querySelectorAll('details[open]')].length > 0;
  const video = panel.querySelector('video');
  const reusesPlayer = video !== null && video.dataset.id === detail.row.id && detail.row.video === 'downloaded';
  const focused = panel.contains(document.activeElement) ? document.activeElement?.dataset?.action : undefined;
  const parts = [heading(detail.row), buttons(detail.row),
    detail.row.video === 'downloaded' ? (reusesPlayer ? video.parentElement : player(detail.row)) : null,
    detail.row.video === 'elsewhere' ? element('p', { class: 'facts' }, t('elsewhere')) : null,
    failure(detail.failure), note('gaveUp', detail.gaveUp), note('downloadFailed', detail.videoError),
    lastError(detail.lastError), history(detail), facts(detail), raw(detail.raw, isOpened)];
  replaceChildren(panel, parts.filter((part) => part !== null), reusesPlayer ? video.parentElement : null);
  panel.hidden = false;
  document.body.classList.add('with-detail');
  if (focused) {
    panel.querySelector(`[data-action="${focused}"]`)?.focus();
  }
}

/** Replaces all children except one, since a video stops playing if it leaves the document. */
function replaceChildren(panel, parts, remaining) {
  if (remaining === null) {
    panel.replaceChildren(...parts);
    return;
  }
  const at = parts.indexOf(remaining);
  [...panel.children].filter((child) => child !== remaining).forEach((child) => child.remove());
  remaining.before(...parts.slice(0, at));
  remaining.after(...parts.slice(at + 1));
}

function heading(row) {
  return element('header', { 'data-state': row.state },
    element('h2', { id: 'detail-title' }, element('code', {}, row.id)),
    element('button', { type: 'button', class: 'close', 'aria-label': t('close'), 'data-action': 'close', onclick: closeDetail }, '✕'),
    element('p', {}, element('span', { class: 'dot', 'aria-hidden': 'true' }), element('b', {}, t(row.state)),
      row.unusualStatus === null ? null : element('code', { class: 'unusual' }, row.unusualStatus || t('emptyStatus'))),
    element('p', { class: 'current' }, currentText(row)));
}

function buttons(row) {
  const ended = row.state === 'SUCCESS' || row.state === 'FAILURE';
  const gaveUp = row.state === 'GAVE_UP';
  const list = [];
  if (!ended) {
    list.push(button(row.id, 'poll', gaveUp ? 'waitAgain' : 'poll'));
  }
  if (!ended && !gaveUp && features.includes('STOP')) {
    list.push(button(row.id, 'stop', 'stop'));
  }
  if (row.video === 'downloadable') {
    list.push(button(row.id, 'download', 'download'));
  }
  if (row.video === 'downloaded') {
    list.push(element('a', { class: 'button', href: `videos/${row.id}?download=1`, download: `${row.id}.mp4`, 'data-action': 'save' }, t('save')));
  }
  return list.length === 0 ? null : element('div', { class: 'buttons' }, ...list,
    element('span', { class: 'not-possible', role: 'status' }));
}

function button(id, action, label) {
  return element('button', {
    type: 'button', class: 'button', 'data-action': action,
    onclick: async (event) => {
      const box = event.target.parentElement;
      if (!await perform(id, action)) {
        setText(box.querySelector('.not-possible'), t('notPossible'));
      }
    },
  }, t(label));
}

function player(row) {
  return element('figure', {},
    element('video', { controls: true, preload: 'metadata', playsinline: true, 'data-id': row.id, src: `videos/${row.id}`, 'aria-label': t('videoOf') }),
    element('figcaption', {}, t('playHint')));
}

function failure(reason) {
  return reason === null ? null : element('section', { class: 'failure' },
    element('h3', {}, t('failed')),
    reason.code === null ? null : element('p', {}, element('code', {}, reason.code)),
    element('p', {}, reason.message), element('p', { class: 'refund' }, t('refund')));
}

function note(title, text) {
  return text === null ? null : element('section', {}, element('h3', {}, t(title)), element('p', {}, text));
}

function lastError(error) {
  return error === null ? null : element('section', {}, element('h3', {}, t('lastError')),
    element('p', {}, `${error.problem}${error.status === null ? '' : ` (HTTP ${error.status})`}. ${error.advice}`.trim()),
    error.requestId === null ? null : element('p', {}, `${t('request')}: `, element('code', {}, error.requestId)));
}

function history(detail) {
  return detail.history === null
    ? element('p', { class: 'not-stored' }, t('notStored'))
    : element('section', {}, element('h3', {}, t('timeline')), timeline(detail));
}

function facts(detail) {
  return detail.requestId === null ? null
    : element('p', { class: 'facts' }, `${t('request')}: `, element('code', {}, detail.requestId));
}

function raw(json, opened) {
  return json === null ? null : element('details', { open: opened },
    element('summary', {}, t('raw')), element('pre', {}, pretty(json)));
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
