// The clock of the server, which runs faster in the demonstration.

let serverTime = 0;
let receivedAt = 0;
let speed = 1;

export function setClock(now, newSpeed = speed) {
  serverTime = now;
  receivedAt = performance.now();
  speed = newSpeed;
}

export const now = () => serverTime + (performance.now() - receivedAt) * speed;
