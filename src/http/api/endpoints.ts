import { CALLBACKS } from './callbacks.ts';
import { CARE } from './care.ts';
import { CASES } from './cases.ts';
import { CONTENT } from './content.ts';
import { CONVERSATIONS } from './conversations.ts';
import type { Endpoint } from './endpoint.ts';
import { FILES } from './files.ts';
import { HELP } from './help.ts';
import { REPORTS } from './reports.ts';
import { ROUTING } from './routing.ts';
import { STEPS } from './steps.ts';
import { TEAM } from './team.ts';
import { WEBHOOKS } from './webhooks.ts';

/** Every operation of the API. */
export const ENDPOINTS: readonly Endpoint[] = [...CONVERSATIONS, ...STEPS, ...HELP, ...FILES, ...CALLBACKS, ...ROUTING, ...CARE, ...CASES, ...REPORTS, ...TEAM, ...CONTENT, ...WEBHOOKS];

export { describeApi } from './openapi.ts';
export { readCall } from './read-call.ts';
