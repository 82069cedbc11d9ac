import { readEvents } from '../../../support/event-reader.ts';

/** A customer's page: it sends until it is told that it was taken, and follows its stream from the last thing that it saw, whatever happens to the server. */
export type WebCustomer = {
  /** Says something; resolves once that was acknowledged, maybe by a later server. */
  say(text: string): Promise<void>;
  /** What stands on the page, in order. */
  standing(): readonly string[];
  /** Everything that the stream has brought more than once. */
  readonly doubled: readonly string[];
  /** Resolves when `look` is true; asked after everything that comes. */
  until(look: () => boolean): Promise<void>;
  close(): void;
};

type Shown = { readonly id: string; readonly seq: number; readonly text: string };

/** Opens a page. `url`: where the server is now; it waits while there is none. */
export async function openWebCustomer(url: () => Promise<string>): Promise<WebCustomer> {
  const closing = new AbortController();
  const messages = new Map<string, Shown>();
  const doubled: string[] = [];
  let watch = (): void => undefined;
  const post = async (path: string, body: unknown, token?: string): Promise<unknown> => {
    for (;;) {
      try {
        const answer = await fetch(`${await url()}/api/web/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body), signal: closing.signal });
        const said: unknown = await answer.json();
        if (answer.ok) return said;
      } catch (error) {
        if (closing.signal.aborted) throw error;
      }
    }
  };
  const { token } = (await post('session', { language: 'zh' })) as { readonly token: string };
  let cursor = 0;
  const follow = async (): Promise<void> => {
    const stream = readEvents(await fetch(`${await url()}/api/web/events?after=${cursor}`, { headers: { authorization: `Bearer ${token}` }, signal: closing.signal }));
    for (let event = await stream.next(); event; event = await stream.next()) {
      if (event.event !== 'message') continue;
      const at = Number(event.id);
      const shown = event.data as Shown;
      if (at <= cursor || messages.has(shown.id)) doubled.push(shown.text);
      cursor = at;
      messages.set(shown.id, shown);
      watch();
    }
  };
  const following = (async () => {
    while (!closing.signal.aborted) await follow().catch(() => undefined);
  })();
  void following;
  return {
    say: async (text) => void (await post('messages', { clientId: crypto.randomUUID(), text, language: 'zh' }, token)),
    standing: () => [...messages.values()].toSorted((a, b) => a.seq - b.seq).map(({ text }) => text),
    doubled,
    until: (look) =>
      new Promise((resolve) => {
        watch = () => look() && resolve();
        watch();
      }),
    close: () => closing.abort(),
  };
}
