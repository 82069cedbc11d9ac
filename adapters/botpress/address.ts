/** Where in Botpress a customer is: a conversation, and the integration that leads to them. */
export type BotpressAddress = { readonly integration: string; readonly conversationId: string };

/** The address as it is stored, such as `whatsapp:conv_01…`. */
export function writeAddress({ integration, conversationId }: BotpressAddress): string {
  return `${integration}:${conversationId}`;
}

/** Reads a stored address; `undefined` for one that is none of ours. */
export function readAddress(address: string): BotpressAddress | undefined {
  const colon = address.indexOf(':');
  if (colon <= 0 || colon === address.length - 1) return undefined;
  return { integration: address.slice(0, colon), conversationId: address.slice(colon + 1) };
}
