import type { Caller } from '../client.ts';

/** Where a customer of a bot elsewhere is: which bot, by which installation of our integration, and in which conversation. */
export type HitlPlace = Required<Pick<Caller, 'botId' | 'integrationId' | 'integrationAlias'>> & { readonly conversationId: string };

/** The address as it is stored. */
export function writePlace({ botId, integrationId, integrationAlias, conversationId }: HitlPlace): string {
  return [botId, integrationId, integrationAlias, conversationId].map(encodeURIComponent).join('/');
}

/** Reads a stored address; `undefined` for one that is none of ours. */
export function readPlace(address: string): HitlPlace | undefined {
  const [botId, integrationId, integrationAlias, conversationId, more] = address.split('/').map(safeDecode);
  return botId && integrationId && integrationAlias && conversationId && more === undefined ? { botId, integrationId, integrationAlias, conversationId } : undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
