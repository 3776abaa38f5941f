import { expect } from 'chai';
import fc from 'fast-check';
import { type SseMessage, SseParser } from '../../../../../registry/web/page/live/sse.ts';

function parsed(...pieces: readonly string[]): readonly SseMessage[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe('a stream of events', () => {
  it('is read message by message, with kind, id and data', () => {
    expect(parsed('id: 7\nevent: event\ndata: {"seq":7}\n\n')).to.deep.equal([
      { event: 'event', id: '7', data: '{"seq":7}' },
    ]);
  });

  it('has comments, which say nothing', () => {
    expect(parsed(': heartbeat\n\n', ': heartbeat\n\n')).to.deep.equal([]);
  });

  it('may leave out kind and id, which are not those of the message before', () => {
    expect(parsed('id: 1\nevent: event\ndata: a\n\ndata: b\n\n')[1]).to.deep.equal({
      event: 'message',
      id: null,
      data: 'b',
    });
  });

  it('may have data of several lines, of none, and with line separators of other kinds', () => {
    expect(parsed('data: a\ndata:\ndata:  b\n\n')[0]?.data).to.equal('a\n\n b');
    expect(parsed('event: x\n\n')).to.deep.equal([]);
    expect(parsed('data: {"name":"a\u2028b"}\n\n')[0]?.data).to.equal('{"name":"a\u2028b"}');
  });

  it('is not told of a message before all of it has come', () => {
    expect(parsed('data: a\n')).to.deep.equal([]);
    expect(parsed('data: a\n', '\n')).to.have.lengthOf(1);
  });

  it('reads the same wherever it is cut, and whatever ends its lines', () => {
    const line = fc.constantFrom('data: {"a":1}', 'data: x', 'id: 12', 'event: progress', ': beat', '', '');
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(400)),
        (lines, end, cuts) => {
          const text = [...lines, ''].join(end);
          const places = [
            0,
            ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b),
            text.length,
          ];
          const pieces = places.map((place, index) => text.slice(place, places[index + 1]));
          expect(parsed(...pieces)).to.deep.equal(parsed(text));
        },
      ),
    );
  });
});
