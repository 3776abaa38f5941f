import { expect } from 'chai';
import {
  formatAgo,
  formatDuration,
  formatTime,
  isoTime,
} from '../../../../../registry/web/page/format/time.ts';

const NOON = Date.UTC(2026, 10, 29, 12);

describe('times of the page', () => {
  it('are told in the largest unit that has passed', () => {
    expect(formatAgo(NOON, NOON + 9_000)).to.equal('just now');
    expect(formatAgo(NOON, NOON + 59_000)).to.equal('59 s ago');
    expect(formatAgo(NOON, NOON + 60_000)).to.equal('1 min ago');
    expect(formatAgo(NOON, NOON + 3_600_000 * 5)).to.equal('5 h ago');
    expect(formatAgo(NOON, NOON + 86_400_000 * 9)).to.equal('9 days ago');
  });

  it('that lie ahead, as clocks differ, are just now', () => {
    expect(formatAgo(NOON + 5000, NOON)).to.equal('just now');
  });

  it('are local, and universal for whoever wants that', () => {
    expect(formatTime(NOON, 'Europe/Berlin')).to.equal('29 Nov 2026, 13:00:00');
    expect(formatTime(NOON + 43_200_000, 'UTC')).to.equal('30 Nov 2026, 00:00:00');
    expect(isoTime(NOON)).to.equal('2026-11-29T12:00:00.000Z');
  });

  it('that something takes are never negative', () => {
    expect(formatDuration(-4000)).to.equal('0 s');
    expect(formatDuration(185_000)).to.equal('3 min 05 s');
    expect(formatDuration(7_800_000)).to.equal('2 h 10 min');
  });
});
