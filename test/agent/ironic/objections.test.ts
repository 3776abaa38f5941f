import { expect } from 'chai';
import { Objections } from '../../../agent/ironic/objections.ts';
import { BmvError, type ErrorCode } from '../../../proto/error.ts';
import { testContext } from '../../support/context.ts';
import { errorOf } from '../../support/read-image.ts';

describe('objections', () => {
  async function thrownBy(
    ...errors: readonly (readonly [ErrorCode, string])[]
  ): Promise<{ code: string; message: string }> {
    const objections = new Objections(testContext([]));
    for (const [code, message] of errors)
      await objections.collect(async () => {
        throw new BmvError(code, message);
      });
    return await errorOf((async () => objections.throwAny())());
  }

  it('are none where nothing fails', async () => {
    const objections = new Objections(testContext([]));
    await objections.collect(async () => {});
    objections.throwAny();
  });

  it('are the only one as it is, also when it is raised twice', async () => {
    const { code, message } = await thrownBy(['USAGE', 'a'], ['USAGE', 'a']);
    expect([code, message]).to.deep.equal(['USAGE', 'a']);
  });

  it('are told together, under the code that they share', async () => {
    const { code, message } = await thrownBy(['USAGE', 'a'], ['USAGE', 'b']);
    expect([code, message]).to.deep.equal(['USAGE', '2 things stand in the way, nothing was done: a; b']);
    expect((await thrownBy(['USAGE', 'a'], ['VOLUME_UNKNOWN', 'b'])).code).to.equal('CONFLICTS');
  });

  it('are neither defects nor the end of the step', async () => {
    const defect = new Objections(testContext([])).collect(async () => {
      throw new TypeError('defect');
    });
    expect(await defect.catch((error: unknown) => error)).to.be.instanceOf(TypeError);
    const signal = AbortSignal.abort(new BmvError('ABORTED', 'stopped'));
    const ended = new Objections(testContext([], { signal })).collect(async () => {
      throw new BmvError('USAGE', 'a');
    });
    expect((await errorOf(ended)).code).to.equal('ABORTED');
  });
});
