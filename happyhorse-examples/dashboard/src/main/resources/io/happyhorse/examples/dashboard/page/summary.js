// The load of the watcher or cluster: small charts, and the current pause.

import { now } from './clock.js';
import { byId, element, setText, svg } from './dom.js';
import { span } from './format.js';
import { t } from './messages.js';

const WIDTH = 240;
const HEIGHT = 36;
let latest = null;
let tiles = null;

export function startSummary() {
  tiles = { requests: tile('requests', true), ends: tile('ends', true), delay: tile('delay', false) };
  byId('summary').append(...Object.values(tiles).map((each) => each.node));
}

function tile(title, hasChart) {
  const value = element('b', {}, '–');
  const note = element('small', {});
  const chart = hasChart
    ? svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }) : null;
  const node = element('div', { class: 'tile' }, element('h2', {}, t(title)), element('p', {}, value, note), chart);
  return { node, value, note, chart };
}

export function showSummary(summary) {
  latest = summary;
  const { requests, ends, delay } = tiles;
  const fullSeconds = summary.requests.slice(0, -1);
  setText(requests.value, mean(fullSeconds.slice(-10)).toFixed(1));
  setText(requests.note, ` ${t('maximum', rounded(summary.ratePerSecond))} · ${t('flight', summary.inFlight, summary.due)}`);
  draw(requests.chart, fullSeconds, Math.max(1, summary.ratePerSecond, ...fullSeconds), summary.ratePerSecond || null);
  setText(ends.value, String(summary.ends.at(-1)));
  draw(ends.chart, summary.ends, Math.max(1, ...summary.ends), null);
  setText(delay.value, summary.delayMedian === null ? '–' : span(summary.delayMedian));
  setText(delay.note, summary.delayMedian === null ? ` ${t('delayUnknown')}`
    : ` ${t('delay95', span(summary.delay95))}`);
  tickSummary();
}

/** Updates the remaining duration of the pause. */
export function tickSummary() {
  const left = latest === null || latest.pausedUntil === null ? 0 : latest.pausedUntil - now();
  byId('pause').hidden = left <= 0;
  if (left > 0) {
    setText(byId('pause'), t('paused', span(left), latest.pauseReason ?? ''));
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const rounded = (value) => (value >= 10 ? String(Math.round(value)) : value.toFixed(1).replace('.0', ''));

function draw(chart, values, top, maximum) {
  const step = WIDTH / values.length;
  const bars = values.map((value, i) => svg('rect', {
    x: (i * step).toFixed(1), width: Math.max(1, step - 0.5).toFixed(1),
    y: (HEIGHT * (1 - value / top)).toFixed(1), height: (HEIGHT * value / top).toFixed(1), class: 'value',
  })).filter((bar, i) => values[i] > 0);
  const line = maximum === null ? [] : [svg('rect', {
    x: 0, width: WIDTH, height: 1, y: Math.min(HEIGHT - 1, HEIGHT * (1 - maximum / top)).toFixed(1), class: 'maximum',
  })];
  chart.replaceChildren(...bars, ...line);
}
