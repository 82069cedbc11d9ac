import { json, text } from './arguments.ts';
import { checkView, type GivenView } from './blocks.ts';
import { type Method, method } from './method.ts';
import { Refusal } from './refusal.ts';
import { viewJson } from './shapes.ts';
import type { FakeView } from './types.ts';
import type { Workspace } from './workspace.ts';

/** A trigger id is good for so long, ms. */
const TRIGGER_MS = 3000;
const MOST_MODALS = 3;

/** Who pressed: uses the trigger up. */
function useTrigger(space: Workspace, id: string): string {
  const ticket = space.triggers.get(id);
  if (!ticket) throw new Refusal('invalid_trigger_id');
  if (ticket.uses > 0) throw new Refusal('exchanged_trigger_id');
  if (space.clock.now() - ticket.at >= TRIGGER_MS) throw new Refusal('expired_trigger_id');
  ticket.uses++;
  return ticket.user;
}

/** A view that somebody sees now. */
export function newView(space: Workspace, user: string, given: GivenView, before: FakeView | undefined, below: FakeView | undefined): FakeView {
  const id = before?.id ?? space.id('V');
  return { ...given, id, user, hash: `${Math.floor(space.clock.now() / 1000)}.${space.id('h')}`, rootId: before?.rootId ?? below?.rootId ?? id, previousId: before?.previousId ?? below?.id };
}

/** Puts another view in the place of one. */
export function replaceView(space: Workspace, before: FakeView, given: GivenView): FakeView {
  const view = newView(space, before.user, given, before, undefined);
  if (view.type === 'home') space.homes.set(view.user, view);
  else space.modals.set(view.user, (space.modals.get(view.user) ?? []).map((other) => (other.id === view.id ? view : other)));
  space.changed();
  return view;
}

/** Puts one on top. */
export function pushView(space: Workspace, user: string, given: GivenView): FakeView {
  const open = space.modals.get(user) ?? [];
  if (open.length >= MOST_MODALS) throw new Refusal('push_limit_reached');
  const view = newView(space, user, given, undefined, open.at(-1));
  space.modals.set(user, [...open, view]);
  space.changed();
  return view;
}

/** views.* */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': method(4, [], { trigger_id: text, view: json }, (space, args) => {
    const given = checkView(args.view, 'modal');
    const user = useTrigger(space, args.trigger_id);
    // A modal that stands open gives way.
    space.modals.delete(user);
    return { view: viewJson(space, pushView(space, user, given)) };
  }),
  'views.push': method(4, [], { trigger_id: text, view: json }, (space, args) => {
    const given = checkView(args.view, 'modal');
    return { view: viewJson(space, pushView(space, useTrigger(space, args.trigger_id), given)) };
  }),
  'views.update': method(4, [], { view_id: text, view: json, hash: text.optional() }, (space, args) => {
    const before = [...[...space.modals.values()].flat(), ...space.homes.values()].find(({ id }) => id === args.view_id);
    if (!before) throw new Refusal('not_found');
    const given = checkView(args.view, before.type);
    if (args.hash !== undefined && args.hash !== before.hash) throw new Refusal('hash_conflict');
    return { view: viewJson(space, replaceView(space, before, given)) };
  }),
  'views.publish': method(4, [], { user_id: text, view: json, hash: text.optional() }, (space, args) => {
    const given = checkView(args.view, 'home');
    if (!space.users.has(args.user_id)) throw new Refusal('user_not_found');
    const before = space.homes.get(args.user_id);
    if (args.hash !== undefined && before !== undefined && args.hash !== before.hash) throw new Refusal('hash_conflict');
    const view = newView(space, args.user_id, given, before, undefined);
    space.homes.set(args.user_id, view);
    space.changed();
    return { view: viewJson(space, view) };
  }),
};
