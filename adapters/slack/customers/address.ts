/** Name of the channel: customers who write in channels of Slack that are shared with them. */
export const SLACK_CUSTOMERS = 'slack';

/** Where a conversation of a customer stands in Slack: our workspace, the channel, and the first message of the thread. */
export type CustomerPlace = { readonly team: string; readonly room: string; readonly root: string };

/** A place as the address of a conversation. */
export function writeAddress({ team, room, root }: CustomerPlace): string {
  return `${team}/${room}/${root}`;
}

/** Reads it again; `undefined` for what is not an address of this channel. */
export function readAddress(address: string): CustomerPlace | undefined {
  const [, team, room, root] = /^([A-Z0-9]{2,})\/([CG][A-Z0-9]{2,})\/(\d+\.\d+)$/.exec(address) ?? [];
  return team !== undefined && room !== undefined && root !== undefined ? { team, room, root } : undefined;
}
