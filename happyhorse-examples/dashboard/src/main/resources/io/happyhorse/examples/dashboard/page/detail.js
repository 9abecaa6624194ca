// All that is known of one task.

import { act, detailOf } from './actions.js';
import { byId, element, setText } from './dom.js';
import { linkState, nextPoll } from './row.js';
import { t } from './messages.js';
import { rowOf } from './store.js';
import { timeline } from './timeline.js';

let current = null;
let features = [];
let shownVersion = null;
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
  shownVersion = null;
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

/** Shows the task as it is now, if its row has changed; a video that plays is left alone. */
export async function updateDetail() {
  const id = current;
  const row = id === null ? undefined : rowOf(id);
  if (row === undefined || row === shownVersion) {
    return;
  }
  shownVersion = row;
  const detail = await detailOf(id);
  if (detail !== null && current === id) {
    draw(detail);
  }
}

/** Lets the times pass that are shown. */
export function tickDetail() {
  const row = current === null ? undefined : rowOf(current);
  const node = byId('detail').querySelector('.now');
  if (row !== undefined && node !== null) {
    setText(node, nowText(row));
  }
}

const nowText = (row) => [t('pollCount', row.polls), nextPoll(row), linkState(row).text]
  .filter((text) => text !== '').join(' · ');

function draw(detail) {
  const panel = byId('detail');
  const opened = [...panel.querySelectorAll('details[open]')].length > 0;
  const video = panel.querySelector('video');
  const keepsVideo = video !== null && video.dataset.id === detail.row.id && detail.row.video === 'kept';
  const focused = panel.contains(document.activeElement) ? document.activeElement?.dataset?.action : undefined;
  const parts = [heading(detail.row), buttons(detail.row),
    detail.row.video === 'kept' ? (keepsVideo ? video.parentElement : player(detail.row)) : null,
    detail.row.video === 'elsewhere' ? element('p', { class: 'facts' }, t('elsewhere')) : null,
    failure(detail.failure), note('gaveUp', detail.gaveUp), note('download', detail.videoError),
    lastError(detail.lastError), history(detail), facts(detail), raw(detail.raw, opened)];
  place(panel, parts.filter((part) => part !== null), keepsVideo ? video.parentElement : null);
  panel.hidden = false;
  document.body.classList.add('with-detail');
  if (focused) {
    panel.querySelector(`[data-action="${focused}"]`)?.focus();
  }
}

/** Replaces all children but the one that stays in the document, since a video that is moved stops playing. */
function place(panel, parts, staying) {
  if (staying === null) {
    panel.replaceChildren(...parts);
    return;
  }
  const at = parts.indexOf(staying);
  [...panel.children].filter((child) => child !== staying).forEach((child) => child.remove());
  staying.before(...parts.slice(0, at));
  staying.after(...parts.slice(at + 1));
}

function heading(row) {
  return element('header', { 'data-state': row.state },
    element('h2', { id: 'detail-title' }, element('code', {}, row.id)),
    element('button', { type: 'button', class: 'close', 'aria-label': t('close'), 'data-action': 'close', onclick: closeDetail }, '✕'),
    element('p', {}, element('span', { class: 'dot', 'aria-hidden': 'true' }), element('b', {}, t(row.state)),
      row.word === null ? null : element('code', { class: 'odd' }, row.word || t('none'))),
    element('p', { class: 'now' }, nowText(row)));
}

function buttons(row) {
  const ended = row.state === 'SUCCESS' || row.state === 'FAILURE';
  const gaveUp = row.state === 'GAVE_UP';
  const list = [];
  if (!ended) {
    list.push(button(row.id, 'query', gaveUp ? 'again' : 'query'));
  }
  if (!ended && !gaveUp && features.includes('STOP')) {
    list.push(button(row.id, 'stop', 'stop'));
  }
  if (row.video === 'keepable') {
    list.push(button(row.id, 'keep', 'keep'));
  }
  if (row.video === 'kept') {
    list.push(element('a', { class: 'button', href: `videos/${row.id}?download=1`, download: `${row.id}.mp4`, 'data-action': 'save' }, t('save')));
  }
  return list.length === 0 ? null : element('div', { class: 'buttons' }, ...list,
    element('span', { class: 'refused', role: 'status' }));
}

function button(id, action, label) {
  return element('button', {
    type: 'button', class: 'button', 'data-action': action,
    onclick: async (event) => {
      const box = event.target.parentElement;
      if (!await act(id, action)) {
        setText(box.querySelector('.refused'), t('refused'));
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
