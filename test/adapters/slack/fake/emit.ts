import type { Deliverer } from './deliver.ts';
import type { FakeSlack } from './types.ts';
import type { Workspace } from './workspace.ts';

/** Makes the workspace tell the app what happens: events in their envelopes, if the app subscribed to them and its token is good. */
export function createEmitter(space: Workspace, deliverer: Deliverer): FakeSlack['sendEvent'] {
  const sendEvent: FakeSlack['sendEvent'] = (event, how = {}) => {
    const id = how.eventId ?? space.id('Ev');
    return deliverer.bring('events_api', id, {
      token: 'fake-verification-token', team_id: space.team.id, context_team_id: space.team.id, context_enterprise_id: null, api_app_id: space.bot.appId, event, type: 'event_callback', event_id: id,
      event_time: Math.floor(space.clock.now() / 1000), authorizations: [{ enterprise_id: null, team_id: space.team.id, user_id: space.bot.userId, is_bot: true, is_enterprise_install: false }],
      is_ext_shared_channel: false, event_context: `4-${id}`,
    }, how);
  };
  space.emit = (event, how) => {
    const wanted = space.options.subscriptions;
    if (space.tokenFault === undefined && (wanted === undefined || wanted.includes(event.type))) sendEvent(event, how);
  };
  return sendEvent;
}
