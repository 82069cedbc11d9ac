/** Reads a stream of server-sent events to its end, those with a name and JSON as data. Rejects when the line breaks. */
export async function followEvents(stream: Response, offer: (event: string, data: unknown) => void): Promise<void> {
  if (!stream.ok || !stream.body) throw new Error(`no stream: ${stream.status}`);
  let text = '';
  for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
      if (name !== undefined && data !== undefined) offer(name, JSON.parse(data));
    }
  }
}
