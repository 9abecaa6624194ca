// How the waiting goes as a whole: small charts, and the pause.

import { now } from './clock.js';
import { byId, element, setText, svg } from './dom.js';
import { span } from './format.js';
import { t } from './messages.js';

const WIDTH = 240;
const HEIGHT = 36;
let latest = null;
let tiles = null;

export function startOverall() {
  tiles = { requests: tile('requests', true), done: tile('doneChart', true), lag: tile('lag', false) };
  byId('overall').append(...Object.values(tiles).map((each) => each.node));
}

function tile(title, hasChart) {
  const value = element('b', {}, '–');
  const note = element('small', {});
  const chart = hasChart
    ? svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }) : null;
  const node = element('div', { class: 'tile' }, element('h2', {}, t(title)), element('p', {}, value, note), chart);
  return { node, value, note, chart };
}

export function showOverall(overall) {
  latest = overall;
  const { requests, done, lag } = tiles;
  const whole = overall.requests.slice(0, -1);
  setText(requests.value, mean(whole.slice(-10)).toFixed(1));
  setText(requests.note, ` ${t('budget', rounded(overall.perSecond))} · ${t('flight', overall.inFlight, overall.due)}`);
  draw(requests.chart, whole, Math.max(1, overall.perSecond, ...whole), overall.perSecond || null);
  setText(done.value, String(overall.done.at(-1)));
  draw(done.chart, overall.done, Math.max(1, ...overall.done), null);
  setText(lag.value, overall.lagMedian === null ? '–' : span(overall.lagMedian));
  setText(lag.note, overall.lagMedian === null ? ` ${t('lagUnknown')}`
    : ` ${t('lagValue', span(overall.lag95))}`);
  tickOverall();
}

/** Lets the pause pass. */
export function tickOverall() {
  const left = latest === null || latest.pausedUntil === null ? 0 : latest.pausedUntil - now();
  byId('pause').hidden = left <= 0;
  if (left > 0) {
    setText(byId('pause'), t('paused', span(left), latest.pauseReason ?? ''));
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const rounded = (value) => (value >= 10 ? String(Math.round(value)) : value.toFixed(1).replace('.0', ''));

function draw(chart, values, top, budget) {
  const step = WIDTH / values.length;
  const bars = values.map((value, i) => svg('rect', {
    x: (i * step).toFixed(1), width: Math.max(1, step - 0.5).toFixed(1),
    y: (HEIGHT * (1 - value / top)).toFixed(1), height: (HEIGHT * value / top).toFixed(1), class: 'value',
  })).filter((bar, i) => values[i] > 0);
  const line = budget === null ? [] : [svg('rect', {
    x: 0, width: WIDTH, height: 1, y: Math.min(HEIGHT - 1, HEIGHT * (1 - budget / top)).toFixed(1), class: 'budget',
  })];
  chart.replaceChildren(...bars, ...line);
}
