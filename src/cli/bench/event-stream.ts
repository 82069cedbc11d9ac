/** Which events somebody wants to read, by name and data as JSON. */
export type Wanted = (event: string, json: string) => boolean;

/** Reads a stream of server-sent events to its end, those that are `wanted` with a name and JSON as data. Rejects when the line breaks. */
export async function followEvents(stream: Response, offer: (event: string, data: unknown) => void, isWanted: Wanted = () => true): Promise<void> {
  if (!stream.ok || !stream.body) throw new Error(`no stream: ${stream.status}`);
  let text = '';
  for await (const part of stream.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + part).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
      if (name !== undefined && data !== undefined && isWanted(name, data)) offer(name, JSON.parse(data));
    }
  }
}
