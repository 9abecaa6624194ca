// Formats durations, times and ids for the table.

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

/** Shortens an id: omits the prefix, which is the same for all, and the middle. */
export function shortId(id) {
  const withoutPrefix = id.startsWith('asyntask_') ? id.slice('asyntask_'.length) : id;
  return withoutPrefix.length <= 12
    ? withoutPrefix
    : `${withoutPrefix.slice(0, 5)}…${withoutPrefix.slice(-5)}`;
}
