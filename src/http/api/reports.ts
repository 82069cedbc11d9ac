import { z } from 'zod';
import { type Endpoint, endpoint } from './endpoint.ts';
import { time } from './schemas.ts';

const TAG = 'Reports';

/** How the service does as a whole, for leads; cases and satisfaction have reports of their own. */
export const REPORTS: readonly Endpoint[] = [
  endpoint('GET', '/handover-report', {
    id: 'reportHandovers',
    tag: TAG,
    summary: 'The repeat-yourself rate of 30 days: how often an agent first asked for what the brief already had; read anew every ten minutes',
    role: 'lead',
    answer: z.object({
      since: time,
      answered: z.int().describe('Ended handovers that a person answered'),
      repeated: z.int().describe("In how many of them the agent's first two messages asked for something the brief already had"),
      rate: z.number().nullable().describe('In [0, 1]; null without any'),
      kinds: z.record(z.string(), z.int()).describe('What was asked for again, and how often'),
    }),
    run: ({ handoverReport }) => handoverReport(),
  }),
  endpoint('GET', '/troubles', {
    id: 'listTroubles',
    tag: TAG,
    summary: 'What is wrong outside of Baton, such as with Slack, in words; nothing where all is well',
    role: 'lead',
    answer: z.object({ troubles: z.array(z.object({ zh: z.string(), en: z.string() })) }),
    run: ({ troubles }) => Promise.resolve({ troubles: [...troubles()] }),
  }),
];
