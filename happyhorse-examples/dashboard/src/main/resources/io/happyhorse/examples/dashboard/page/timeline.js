// The timeline of a task, to scale: what the polls saw, and the gaps between polls in which the status changed.

import { now } from './clock.js';
import { element, svg } from './dom.js';
import { span, timeOfDay } from './format.js';
import { t } from './messages.js';

const WIDTH = 1000;

export function timeline(detail) {
  const { history, row } = detail;
  const marks = { submitted: row.submitted, started: detail.started, finished: row.finished };
  const times = [history.since, ...Object.values(marks).filter((mark) => mark !== null),
    ...history.segments.flatMap((segment) => [segment.from, segment.to])];
  const from = Math.min(...times);
  const to = Math.max(from + 1000, ...times, row.next === null ? 0 : now());
  const x = (time) => ((time - from) / (to - from)) * WIDTH;
  return element('div', { class: 'timeline' },
    svg('svg', { viewBox: `0 0 ${WIDTH} 44`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { x: 0, y: 12, width: WIDTH, height: 20, class: 'rail' }),
      ...history.segments.map((segment) => segmentRect(segment, x)),
      ...gapsBetween(history.segments).map((gap) => svg('rect', {
        x: x(gap.from), y: 12, width: Math.max(1, x(gap.to) - x(gap.from)), height: 20, class: 'gap',
      })),
      ...history.failed.map((at) => tickAt(x(at), 'failed')),
      ...Object.values(marks).filter((mark) => mark !== null).map((mark) => tickAt(x(mark), 'mark'))),
    element('div', { class: 'ends' }, element('span', {}, timeOfDay(from)), element('span', {}, timeOfDay(to))),
    element('ol', { class: 'steps' }, ...steps(detail, marks)));
}

function segmentRect(segment, x) {
  return svg('rect', {
    x: x(segment.from), y: 12, width: Math.max(4, x(segment.to) - x(segment.from)), height: 20,
    class: 'segment', 'data-state': segment.state,
  });
}

function tickAt(x, name) {
  return svg('rect', { x: x - 1.5, y: name === 'failed' ? 2 : 8, width: 3, height: name === 'failed' ? 10 : 28, class: name });
}

function gapsBetween(segments) {
  return segments.slice(1).map((segment, i) => ({ from: segments[i].to, to: segment.from }));
}

/** The timeline as text. */
function steps({ history }, marks) {
  const lines = [{ at: history.since, text: t('waitStarted') }];
  Object.entries(marks).filter(([, at]) => at !== null).forEach(([name, at]) => lines.push({ at, text: t(name) }));
  history.failed.forEach((at) => lines.push({ at, text: t('failedPoll'), class: 'failed' }));
  history.segments.forEach((segment, i) => {
    const rawStatus = segment.rawStatus === segment.state ? '' : ` (${segment.rawStatus || t('emptyStatus')})`;
    const regressed = segment.regressed ? `, ${t('regressed')}` : '';
    const gap = i === 0 ? '' : `; ${t('changedUpTo', span(segment.from - history.segments[i - 1].to))}`;
    lines.push({
      at: segment.from, state: segment.state,
      text: `${t(segment.state)}${rawStatus}${regressed}: ${t('pollRange', segment.polls, timeOfDay(segment.from), timeOfDay(segment.to))}${gap}`,
    });
  });
  return lines.sort((a, b) => a.at - b.at).map((line) =>
    element('li', { class: line.class ?? null, 'data-state': line.state ?? null },
      element('time', {}, timeOfDay(line.at)), element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('span', {}, line.text)));
}
