import { toBatonError } from '#core/errors.ts';
import type { AccessStore } from '#core/ports/access-store.ts';
import { EVERY_SCOPE, SCOPES } from './manifest.ts';
import { createSlackApi, type SlackApi } from './slack-api.ts';
import { readSlackFault } from './slack-fault.ts';
import type { SlackFile } from './slack-file.ts';
import type { SlackKeys } from './server.ts';
import { allRooms } from './threads/rooms.ts';

/** What was found of one thing, and how to mend it where it is not well. */
export type Finding = { readonly is: 'ok' | 'wrong' | 'doubtful'; readonly what: string; readonly mend?: string };

/** What is looked at. */
export type CheckParts = {
  readonly keys: SlackKeys;
  readonly file: SlackFile;
  readonly access: Pick<AccessStore, 'staff' | 'emails'>;
  /** Address under which Slack would reach Baton; empty where none is set. */
  readonly publicUrl: string;
};

/** Looks at keys, scopes, rooms, and who is who; changes nothing and posts nothing. Never throws for what Slack answers. */
export async function checkSlack({ keys, file, access, publicUrl }: CheckParts): Promise<readonly Finding[]> {
  const api = await createSlackApi({ token: keys.botToken, apiUrl: keys.apiUrl });
  const [first, ...more] = await checkToken(api);
  if (!first || first.is === 'wrong') return [...(first ? [first] : []), ...checkWaysIn(keys, publicUrl)];
  return [first, ...more, ...checkWaysIn(keys, publicUrl), ...(await checkSocket(keys)), ...(await checkRooms(api, file)), ...(await checkPeople(api, access))];
}

async function checkToken(api: SlackApi): Promise<readonly Finding[]> {
  try {
    const who = await api.call((web) => web.auth.test());
    const has = who.response_metadata?.scopes;
    const missing = has === undefined ? [] : EVERY_SCOPE.filter((scope) => !has.includes(scope));
    return [
      { is: 'ok', what: `bot token: ${who.user ?? '?'} in ${who.team ?? '?'}` },
      ...(has === undefined ? [{ is: 'doubtful' as const, what: 'scopes: Slack did not tell them' }] : []),
      ...(missing.length === 0 && has !== undefined ? [{ is: 'ok' as const, what: `scopes: all ${EVERY_SCOPE.length}` }] : []),
      ...missing.map((scope): Finding => ({ is: 'wrong', what: `scope ${scope} is missing (${SCOPES[scope as keyof typeof SCOPES]})`, mend: 'api.slack.com/apps → your app → OAuth & Permissions → Bot Token Scopes: add it, then “Reinstall to workspace”.' })),
    ];
  } catch (error) {
    const fault = readSlackFault(error);
    if (!fault) return [{ is: 'wrong', what: toBatonError(error).message, mend: 'Check that this machine reaches slack.com, or SLACK_API_URL.' }];
    return [{ is: 'wrong', what: `bot token: ${fault.code}`, mend: 'Copy the Bot User OAuth Token (xoxb-…) from api.slack.com/apps → your app → OAuth & Permissions into SLACK_BOT_TOKEN.' }];
  }
}

function checkWaysIn({ signingSecret, appToken }: SlackKeys, publicUrl: string): readonly Finding[] {
  if (signingSecret === '' && appToken === '') return [{ is: 'wrong', what: 'nothing comes in: neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set', mend: 'For HTTP: Basic Information → Signing Secret. For Socket Mode: Basic Information → App-Level Tokens, with the scope connections:write.' }];
  if (signingSecret === '') return [];
  if (!/^[0-9a-f]{32}$/.test(signingSecret)) return [{ is: 'doubtful', what: 'the signing secret does not look like one of Slack (32 signs, 0-9 and a-f)', mend: 'Basic Information → Signing Secret; it is neither the Client Secret nor the Verification Token.' }];
  return publicUrl.startsWith('https://')
    ? [{ is: 'ok', what: `requests by HTTP: Slack must have ${publicUrl}/slack/events in Event Subscriptions, Interactivity and both commands` }]
    : [{ is: 'doubtful', what: 'requests by HTTP: PUBLIC_URL is not an https:// address', mend: 'Set PUBLIC_URL to the address under which Slack reaches Baton, or use Socket Mode (SLACK_APP_TOKEN).' }];
}

async function checkSocket({ appToken, apiUrl }: SlackKeys): Promise<readonly Finding[]> {
  if (appToken === '') return [];
  try {
    const api = await createSlackApi({ token: appToken, apiUrl });
    await api.call((web) => web.apps.connections.open({}));
    return [{ is: 'ok', what: 'app token: Socket Mode opens connections' }];
  } catch (error) {
    return [{ is: 'wrong', what: `app token: ${readSlackFault(error)?.code ?? toBatonError(error).message}`, mend: 'Basic Information → App-Level Tokens: make one with the scope connections:write, put it into SLACK_APP_TOKEN, and switch Socket Mode on.' }];
  }
}

async function checkRooms(api: SlackApi, { rooms, customers }: SlackFile): Promise<readonly Finding[]> {
  const findings: Finding[] = rooms.fallback ? [] : [{ is: 'wrong', what: 'handovers of teams without a room go nowhere: SLACK_CHANNEL is not set', mend: 'Set SLACK_CHANNEL to the id of a channel.' }];
  for (const channel of [...allRooms(rooms), ...customers.map((each) => each.channel)]) {
    const whose = customers.some((each) => each.channel === channel) ? 'customers’ channel' : 'room';
    try {
      const info = (await api.call((web) => web.conversations.info({ channel }))).channel;
      const name = `${whose} #${info?.name ?? channel}`;
      if (info?.is_archived) findings.push({ is: 'wrong', what: `${name} is archived`, mend: 'Unarchive it, or name another one.' });
      else if (info?.is_member === false) findings.push({ is: 'wrong', what: `${name}: the app is not in it`, mend: 'Type /invite @Baton there.' });
      else if (whose === 'room' && (info?.is_ext_shared ?? false)) findings.push({ is: 'wrong', what: `${name} is shared with another company: they would read customers’ words`, mend: 'Use a channel of your own company for staff.' });
      else findings.push({ is: 'ok', what: name });
    } catch (error) {
      const fault = readSlackFault(error);
      findings.push({ is: 'wrong', what: `${whose} ${channel}: ${fault?.code ?? toBatonError(error).message}`, mend: fault?.kind === 'scope' ? 'See the scopes above.' : 'Use the channel’s id (C…, at the bottom of its details). A private channel needs /invite @Baton first.' });
    }
  }
  return findings;
}

async function checkPeople(api: SlackApi, access: CheckParts['access']): Promise<readonly Finding[]> {
  const [staff, emails] = await Promise.all([access.staff(), access.emails()]);
  const known = new Map([...emails].map(([email, id]) => [id, email]));
  const findings: Finding[] = [];
  for (const { id, name } of staff) {
    const email = known.get(id);
    if (email === undefined) {
      findings.push({ is: 'doubtful', what: `${name} has no e-mail in Baton and cannot work in Slack`, mend: `npm run -s baton -- invite ${name} --email ADDRESS` });
      continue;
    }
    try {
      await api.call((web) => web.users.lookupByEmail({ email }));
      findings.push({ is: 'ok', what: `${name} is ${email}` });
    } catch (error) {
      const code = readSlackFault(error)?.code ?? toBatonError(error).message;
      findings.push({ is: code === 'users_not_found' ? 'wrong' : 'doubtful', what: `${name}: nobody in Slack has ${email} (${code})`, mend: `npm run -s baton -- invite ${name} --email THE-ADDRESS-IN-SLACK` });
    }
  }
  if (staff.length === 0) findings.push({ is: 'doubtful', what: 'there is nobody of the staff yet', mend: 'npm run -s baton -- invite NAME --role lead --email ADDRESS' });
  return findings;
}
