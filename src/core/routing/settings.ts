import { z } from 'zod';
import type { Policy } from '../policy.ts';

/** `routing` in `intents/policy.yaml`: how those who wait come to people. */
export const routingSettingsSchema = z.strictObject({
  /**
   * `auto`: a waiting conversation is given to the person who is chosen, who owns it at once. `offer`: it is offered and
   * waits until it is accepted. `pull`: people take what they like. In all three anybody can take what waits. Only people
   * who say that they are available are ever chosen, so a team that does not use presence works as with `pull`.
   */
  assign: z.enum(['auto', 'offer', 'pull']).default('auto'),
  /** Conversations at once, of whoever has no number of their own in staff.yaml. */
  capacity: z.number().int().min(1).max(100).default(5),
  /** Within how long a given conversation must be opened, or an offered one accepted, before the next person gets it, s. */
  acceptSeconds: z.number().min(5).max(3_600).default(60),
  /** Without an open console somebody counts as away after so long, s. */
  awaySeconds: z.number().min(60).max(3_600).default(90),
  /** A customer who waits so long for the reply of somebody who is away waits for the next person, minutes. */
  silentMinutes: z.number().min(0.5).max(1_440).default(5),
  /** The team that customers of the tier VIP go to first, where there is such a team. */
  vipTeam: z.string().default('vip'),
});

/** How those who wait come to people. */
export type RoutingSettings = z.infer<typeof routingSettingsSchema>;

const DEFAULTS = routingSettingsSchema.parse({});

/** The settings of a policy; one that says nothing of it has the defaults. */
export function routingOf(policy: Policy): RoutingSettings {
  return policy.routing ?? DEFAULTS;
}
