import { expect } from 'chai';
import fc from 'fast-check';
import { type ServerEvent, SseParser } from '../../../cli/registry/sse.ts';

function parse(...chunks: readonly (string | Uint8Array)[]): ServerEvent[] {
  const parser = new SseParser();
  return chunks.flatMap((chunk) => parser.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
}

describe('a stream of events', () => {
  it('has events with type, data and id, which lasts until the next', () => {
    expect(parse('id: 7\nevent: step\ndata: one\n\ndata:two\n\n')).to.deep.equal([
      { type: 'step', data: 'one', id: '7' },
      { type: 'message', data: 'two', id: '7' },
    ]);
  });

  it('joins lines of data, and takes off one blank', () => {
    expect(parse('data:  a\ndata\ndata: b\n\n').map(({ data }) => data)).to.deep.equal([' a\n\nb']);
  });

  it('has no events of comments, of unknown fields, and of what is not finished', () => {
    expect(parse(': still here\n\nretry: 5\nodd: x\n\nid: 3\n\ndata: cut')).to.deep.equal([]);
  });

  it('reads the same wherever it is cut, with each kind of line end', () => {
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const word = fc.string({ unit: fc.constantFrom('a', 'z', 'ß', '€', '😀', ' ', ':'), maxLength: 6 });
    const event = fc.record({ id: fc.nat(99), words: fc.array(word, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(event), end, fc.array(fc.nat(400)), (events, newline, cuts) => {
        const text = events
          .map(({ id, words }) => [`id: ${id}`, ...words.map((one) => `data: ${one}`), '', ''].join(newline))
          .join('');
        const bytes = Buffer.from(text);
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((place, at) => bytes.subarray(places[at], place));
        expect(parse(...chunks)).to.deep.equal(
          events.map(({ id, words }) => ({ type: 'message', data: words.join('\n'), id: String(id) })),
        );
      }),
    );
  });

  it('is refused when an event is longer than it may be, with or without an end of line', () => {
    for (const text of ['data: 123456789\n', 'data: 12\ndata: 3456789\n', 'x'.repeat(9)])
      expect(() => new SseParser(8).push(Buffer.from(text)))
        .to.throw(/more than 8 characters/)
        .with.property('code', 'REGISTRY_ANSWER');
    expect(new SseParser(8).push(Buffer.from('data: 1234\n\ndata: 5678\n\n'))).to.have.lengthOf(2);
  });
});
