import { describe, expect, it } from 'vitest';
import { createSseParser } from '#adapters/web/widget/sse.ts';

const STREAM = ': hi\n\nid: 7\nevent: message\ndata: {"text":"你好"}\n\nevent: state\ndata: one\ndata: two\n\ndata:bare\n\n';
const EVENTS = [
  { event: 'message', data: '{"text":"你好"}', id: '7' },
  { event: 'state', data: 'one\ntwo', id: '7' },
  { event: 'message', data: 'bare', id: '7' },
];

describe('an event stream', () => {
  it('is read the same however it is cut into pieces', () => {
    for (let size = 1; size <= STREAM.length; size += 1) {
      const parse = createSseParser();
      const pieces = Array.from({ length: Math.ceil(STREAM.length / size) }, (_, at) => STREAM.slice(at * size, (at + 1) * size));
      expect(pieces.flatMap(parse)).toEqual(EVENTS);
    }
  });

  it.each(['\r\n', '\r'])('may end its lines with %j', (end) => {
    const parse = createSseParser();
    const text = `${STREAM.replaceAll('\n', end)}: end${end}`;
    expect(Array.from(text).flatMap(parse)).toEqual(EVENTS);
  });

  it('gives nothing for heartbeats and for events without data', () => {
    expect(createSseParser()(': hi\n\nevent: state\n\nretry: 10\n\n')).toEqual([]);
  });

  it('keeps back an event that is not finished', () => {
    const parse = createSseParser();
    expect(parse('data: half\n')).toEqual([]);
    expect(parse('\n')).toEqual([{ event: 'message', data: 'half' }]);
  });

  it('passes over a byte order mark at its beginning', () => {
    expect(createSseParser()('\uFEFFdata: x\n\n')).toEqual([{ event: 'message', data: 'x' }]);
  });
});
