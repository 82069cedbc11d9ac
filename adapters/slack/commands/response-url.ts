import { BatonError } from '#core/errors.ts';

const TIMEOUT_MS = 5_000;

/** Sends an answer to the address that Slack gave for it. Throws `unavailable` when that does not take it. */
export async function postAnswer(url: string, answer: Readonly<Record<string, unknown>>): Promise<void> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(answer), redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    if (!response.ok) throw new BatonError('unavailable', `Slack answered with ${response.status}.`);
  } catch (error) {
    throw error instanceof BatonError ? error : new BatonError('unavailable', 'Slack cannot be reached.', { cause: error });
  }
}
