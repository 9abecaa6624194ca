// The connection to the server: reconnects by itself, and notices silence.

const SILENCE = 12_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

/**
 * Connects for as long as the page is open.
 *
 * @param on functions for each event (hello, rows, overall), and for the state of the connection
 */
export function connect(on) {
  let source = null;
  let pause = FIRST_PAUSE;
  let received = 0;

  function open() {
    source = new EventSource('api/events');
    received = performance.now();
    for (const name of ['hello', 'rows', 'overall']) {
      source.addEventListener(name, (event) => {
        received = performance.now();
        on[name](JSON.parse(event.data));
        if (name === 'rows') {
          pause = FIRST_PAUSE;
          on.state('live');
        }
      });
    }
    source.addEventListener('busy', () => on.state('busy'));
    source.addEventListener('unavailable', () => again('unavailable'));
    source.addEventListener('error', () => again('reconnecting'));
  }

  function again(state) {
    source?.close();
    source = null;
    on.state(state);
    setTimeout(open, pause);
    pause = Math.min(LONGEST_PAUSE, 2 * pause);
  }

  setInterval(() => {
    if (source !== null && performance.now() - received > SILENCE) {
      again('reconnecting');
    }
  }, 1_000);
  on.state('connecting');
  open();
}
