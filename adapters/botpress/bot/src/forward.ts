import { createHmac } from 'node:crypto';

/** Where events go, from the configuration of the bot. */
export type Target = {
  /** Such as `https://help.example/botpress/events`. */
  readonly url: string;
  /** The same as `BOTPRESS_SECRET` of Baton. */
  readonly secret: string;
};

/** An event as Baton takes it. */
export type ForwardedEvent = {
  readonly kind: 'created' | 'updated' | 'removed';
  readonly eventId: string;
  readonly conversation: { readonly id: string; readonly integration: string; readonly channel: string; readonly tags: Readonly<Record<string, string>> };
  readonly message: {
    readonly id: string;
    readonly type: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly direction: 'incoming' | 'outgoing';
    readonly userId: string;
    readonly tags: Readonly<Record<string, string>>;
  };
};

/** What forwarding uses of its surroundings. */
export type ForwardParts = { readonly fetch: typeof fetch; readonly now: () => number; readonly sleep: (ms: number) => Promise<void> };

/** One try takes this long at most, ms. */
const TRY_MS = 5_000;
/** Waits between tries, ms; all together stay within the time that Botpress gives a bot for an event. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000];

/**
 * Sends an event to Baton, signed, again for as long as Baton cannot take it. Resolves when Baton has it on disk; throws
 * when Baton refuses it or stays away, so that Botpress marks the event as failed.
 */
export async function forward(event: ForwardedEvent, { url, secret }: Target, { fetch: send, now, sleep }: ForwardParts): Promise<void> {
  const body = JSON.stringify(event);
  for (let i = 0; ; i += 1) {
    const timestamp = String(Math.floor(now() / 1000));
    const signature = `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-baton-timestamp': timestamp, 'x-baton-signature': signature };
    const status = await send(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(TRY_MS) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    if (status >= 200 && status < 300) return;
    const wait = WAITS[i];
    const mayPass = status === 0 || status === 408 || status === 429 || status >= 500;
    if (!mayPass || wait === undefined) throw new Error(`Baton did not take the message (${status === 0 ? 'no answer' : `HTTP ${status}`}).`);
    await sleep(wait);
  }
}
