// The time line of a task, to scale: what the polls saw, and the gaps between them in which it moved.

import { now } from './clock.js';
import { element, svg } from './dom.js';
import { span, timeOfDay } from './format.js';
import { t } from './messages.js';

const WIDTH = 1000;

export function timeline(detail) {
  const { history, row } = detail;
  const marks = { submitted: row.submitted, started: detail.started, finished: row.finished };
  const times = [history.since, ...Object.values(marks).filter((mark) => mark !== null),
    ...history.runs.flatMap((run) => [run.from, run.to])];
  const from = Math.min(...times);
  const to = Math.max(from + 1000, ...times, row.next === null ? 0 : now());
  const x = (time) => ((time - from) / (to - from)) * WIDTH;
  return element('div', { class: 'timeline' },
    svg('svg', { viewBox: `0 0 ${WIDTH} 44`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { x: 0, y: 12, width: WIDTH, height: 20, class: 'rail' }),
      ...history.runs.map((run) => segment(run, x)),
      ...gaps(history.runs).map((gap) => svg('rect', {
        x: x(gap.from), y: 12, width: Math.max(1, x(gap.to) - x(gap.from)), height: 20, class: 'gap',
      })),
      ...history.failed.map((at) => tickAt(x(at), 'failed')),
      ...Object.values(marks).filter((mark) => mark !== null).map((mark) => tickAt(x(mark), 'mark'))),
    element('div', { class: 'ends' }, element('span', {}, timeOfDay(from)), element('span', {}, timeOfDay(to))),
    element('ol', { class: 'steps' }, ...steps(detail, marks)));
}

function segment(run, x) {
  return svg('rect', {
    x: x(run.from), y: 12, width: Math.max(4, x(run.to) - x(run.from)), height: 20,
    class: 'segment', 'data-state': run.state,
  });
}

function tickAt(x, name) {
  return svg('rect', { x: x - 1.5, y: name === 'failed' ? 2 : 8, width: 3, height: name === 'failed' ? 10 : 28, class: name });
}

function gaps(runs) {
  return runs.slice(1).map((run, i) => ({ from: runs[i].to, to: run.from }));
}

/** The same as text, for everybody who reads rather than looks. */
function steps({ history }, marks) {
  const lines = [{ at: history.since, text: t('watched') }];
  Object.entries(marks).filter(([, at]) => at !== null).forEach(([name, at]) => lines.push({ at, text: t(name) }));
  history.failed.forEach((at) => lines.push({ at, text: t('failedPoll'), class: 'failed' }));
  history.runs.forEach((run, i) => {
    const word = run.word === run.state ? '' : ` (${run.word || t('none')})`;
    const back = run.regressed ? `, ${t('back')}` : '';
    const gap = i === 0 ? '' : `; ${t('gap', span(run.from - history.runs[i - 1].to))}`;
    lines.push({
      at: run.from, state: run.state,
      text: `${t(run.state)}${word}${back}: ${t('sawFor', run.polls, timeOfDay(run.from), timeOfDay(run.to))}${gap}`,
    });
  });
  return lines.sort((a, b) => a.at - b.at).map((line) =>
    element('li', { class: line.class ?? null, 'data-state': line.state ?? null },
      element('time', {}, timeOfDay(line.at)), element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('span', {}, line.text)));
}
