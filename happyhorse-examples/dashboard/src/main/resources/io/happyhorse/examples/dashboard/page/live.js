// The connection to the server. It is reopened after an error, and if nothing has been received for 12 s.

const MAX_SILENCE_MILLIS = 12_000;
const FIRST_PAUSE_MILLIS = 500;
const MAX_PAUSE_MILLIS = 5_000;

/**
 * Connects, and reconnects as long as the page is open.
 *
 * @param on a function for each event (hello, rows, summary), and for the state of the connection
 */
export function connect(on) {
  let source = null;
  let pause = FIRST_PAUSE_MILLIS;
  let received = 0;

  function open() {
    source = new EventSource('api/events');
    received = performance.now();
    for (const name of ['hello', 'rows', 'summary']) {
      source.addEventListener(name, (event) => {
        received = performance.now();
        on[name](JSON.parse(event.data));
        if (name === 'rows') {
          pause = FIRST_PAUSE_MILLIS;
          on.state('live');
        }
      });
    }
    source.addEventListener('busy', () => on.state('busy'));
    source.addEventListener('unavailable', () => reconnect('unavailable'));
    source.addEventListener('error', () => reconnect('reconnecting'));
  }

  function reconnect(state) {
    source?.close();
    source = null;
    on.state(state);
    setTimeout(open, pause);
    pause = Math.min(MAX_PAUSE_MILLIS, 2 * pause);
  }

  setInterval(() => {
    if (source !== null && performance.now() - received > MAX_SILENCE_MILLIS) {
      reconnect('reconnecting');
    }
  }, 1_000);
  on.state('connecting');
  open();
}
