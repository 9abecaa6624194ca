// Lengths of time and names, short enough for a table.

import { language, t } from './messages.js';

const pad = (number) => String(number).padStart(2, '0');

/** 2:10, or 1:02:10. */
export function clock(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours === 0
    ? `${minutes}:${pad(seconds % 60)}`
    : `${hours}:${pad(minutes)}:${pad(seconds % 60)}`;
}

/** 7 s, 12 min, 3 h 5 min. */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) {
    return t('seconds', seconds);
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? t('minutes', minutes)
    : t('hours', Math.floor(minutes / 60), minutes % 60);
}

export const timeOfDay = (millis) =>
  new Date(millis).toLocaleTimeString(language, { hour12: false });

/** The end of an id distinguishes tasks; the beginning is the same for all. */
export function shortId(id) {
  const bare = id.startsWith('asyntask_') ? id.slice('asyntask_'.length) : id;
  return bare.length <= 12 ? bare : `${bare.slice(0, 5)}…${bare.slice(-5)}`;
}
