// Starts the page: connects the server, the list, the detail and the keyboard.

import { setToken } from './actions.js';
import { setClock } from './clock.js';
import { closeDetail, isDetailOpen, openDetail, setFeatures, tickDetail, updateDetail } from './detail.js';
import { byId, setText } from './dom.js';
import { move, openSelected, refresh, startList, tick } from './list.js';
import { connect } from './live.js';
import { language, t } from './messages.js';
import { receive } from './store.js';
import { showSummary, startSummary, tickSummary } from './summary.js';

document.documentElement.lang = language;
document.title = t('title');
byId('search').placeholder = t('search');
byId('search').setAttribute('aria-label', t('search'));
byId('filters').setAttribute('aria-label', t('filters'));
byId('list').setAttribute('aria-label', t('tasks'));
byId('detail').setAttribute('aria-labelledby', 'detail-title');
setText(byId('empty'), t('empty'));
setText(byId('keys'), t('keys'));
startSummary();
startList(openDetail);

connect({
  state(name) {
    setText(byId('connection'), t(name));
    byId('connection').dataset.state = name;
  },
  hello(hello) {
    setClock(hello.now, hello.speed);
    setToken(hello.token);
    setFeatures(hello.features);
    byId('speed').hidden = hello.speed === 1;
    setText(byId('speed'), t('times', hello.speed));
  },
  rows(changes) {
    receive(changes);
    refresh();
    updateDetail();
    if (changes.complete) {
      performance.mark('complete');
    }
  },
  summary(summary) {
    setClock(summary.now);
    showSummary(summary);
    byId('omitted').hidden = summary.omitted === 0;
    setText(byId('omitted'), t('omitted', summary.omitted));
  },
});

setInterval(() => {
  tick();
  tickDetail();
  tickSummary();
}, 1000);

addEventListener('keydown', (event) => {
  const inField = event.target.matches('input');
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === 'Escape') {
    escape(inField);
  } else if (!inField && event.key === '/') {
    event.preventDefault();
    byId('search').focus();
  } else if (!inField && event.key === 'j') {
    move(1);
  } else if (!inField && event.key === 'k') {
    move(-1);
  } else if (event.key === 'Enter' && (event.target === byId('list') || event.target === document.body)) {
    openSelected();
  }
});

function escape(inField) {
  if (inField) {
    byId('list').focus();
  } else if (isDetailOpen()) {
    closeDetail();
  }
}
