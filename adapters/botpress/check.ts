import { isBatonError } from '#core/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import { createApi } from './api.ts';
import { type Caller, createClient } from './client.ts';
import { pathKey } from './signature.ts';

/** The addresses of Baton that stand in Botpress. */
export type Addresses = { readonly events: string; readonly bot: string; readonly hitl: string };

/** Where Botpress reaches Baton, for a secret. */
export function addressesOf(publicUrl: string, secret: string): Addresses {
  const key = pathKey(secret);
  return { events: `${publicUrl}/botpress/events`, bot: `${publicUrl}/botpress/bot/${key}`, hitl: `${publicUrl}/botpress/hitl/${key}` };
}

/** Asks Botpress whether the token opens the bot; what is wrong and how to mend it, or `undefined`. */
export async function findFault(caller: Caller, clock: Clock): Promise<string | undefined> {
  try {
    await createApi(createClient(caller), clock).call((client) => client.listEvents({ type: 'message_created', status: 'failed' }));
    return undefined;
  } catch (error) {
    return isBatonError(error) ? error.message : String(error);
  }
}
