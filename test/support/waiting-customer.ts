import { signIn, type StaffBrowser, visit } from './browser.ts';
import { serve, type Served } from './serve.ts';
import { whenStored } from './temp-store.ts';

/** A served small shop, an agent of its staff, and the conversation of a customer who waits for a person. */
export type WaitingCustomer = { readonly served: Served; readonly agent: StaffBrowser; readonly id: string };

/** Serves a shop of its own, signs 陈静 in and has a customer ask for a person, whom nobody has taken yet. */
export async function serveWaitingCustomer(): Promise<WaitingCustomer> {
  const served = await serve();
  const agent = await signIn(served.url, await served.inviteStaff('陈静', 'agent'));
  const visitor = await visit(served.url);
  await visitor.say('转人工');
  const id = await served.conversationOf(visitor.token);
  await whenStored(served.store, async () => (await served.store.conversation(id))?.state === 'waiting');
  return { served, agent, id };
}
