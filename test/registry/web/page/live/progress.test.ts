import { expect } from 'chai';
import { withProgress } from '../../../../../registry/web/page/live/progress.ts';
import { runJson, uuidOf } from '../../../../support/registry-json.ts';

const known = runJson({ updated_at_ms: 100, started_at_ms: 50 });

describe('progress that the stream tells', () => {
  it('is that of the step that runs', () => {
    const told = runJson({ updated_at_ms: 101, started_at_ms: 50, done_bytes: 7 });
    expect(withProgress(known, told)).to.equal(told);
    expect(withProgress(null, told), 'where none was known').to.equal(told);
  });

  it('never goes back to what was told before', () => {
    expect(withProgress(known, runJson({ updated_at_ms: 99, started_at_ms: 50 }))).to.equal(known);
  });

  it('of an older step does not take the place of a newer one', () => {
    const older = runJson({ run: uuidOf(502), started_at_ms: 10, updated_at_ms: 200 });
    const newer = runJson({ run: uuidOf(502), started_at_ms: 60, updated_at_ms: 60 });
    expect(withProgress(known, older)).to.equal(known);
    expect(withProgress(known, newer)).to.equal(newer);
  });

  it('does not begin a step again that has ended', () => {
    const ended = runJson({ state: 'succeeded', updated_at_ms: 100 });
    expect(withProgress(ended, runJson({ updated_at_ms: 200 }))).to.equal(ended);
    expect(withProgress(known, runJson({ state: 'failed', updated_at_ms: 200 }))).to.equal(known);
  });
});
