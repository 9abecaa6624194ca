// The server's clock, which a demonstration may let run faster.

let base = 0;
let at = 0;
let speed = 1;

export function setClock(now, newSpeed = speed) {
  base = now;
  at = performance.now();
  speed = newSpeed;
}

export const now = () => base + (performance.now() - at) * speed;
