/** One event of an event stream. */
export type StreamEvent = { readonly event: string; readonly data: string; readonly id?: string };

/**
 * A parser for `text/event-stream` (HTML standard, section 9.2.6). Feed it decoded text in any pieces; it gives back the
 * events that have become complete. Comments and `retry` are passed over; an event without data is dropped.
 */
export function createSseParser(): (chunk: string) => StreamEvent[] {
  let rest = '';
  let first = true;
  let event = '';
  let data: string[] = [];
  let id: string | undefined;

  const line = (text: string): StreamEvent | undefined => {
    if (text === '') {
      const complete = data.length > 0 ? { event: event || 'message', data: data.join('\n'), ...(id === undefined ? {} : { id }) } : undefined;
      event = '';
      data = [];
      return complete;
    }
    const colon = text.indexOf(':');
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    return undefined;
  };

  return (chunk) => {
    if (chunk === '') return [];
    rest += first ? chunk.replace(/^\uFEFF/, '') : chunk;
    first = false;
    const events: StreamEvent[] = [];
    for (;;) {
      const end = rest.search(/[\r\n]/);
      // A carriage return at the very end may be the first half of CRLF.
      if (end < 0 || (rest[end] === '\r' && end === rest.length - 1)) return events;
      const complete = line(rest.slice(0, end));
      if (complete) events.push(complete);
      rest = rest.slice(end + (rest.startsWith('\r\n', end) ? 2 : 1));
    }
  };
}
