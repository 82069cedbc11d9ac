import type { Language } from '#core/language.ts';
import { isBatonError } from '#core/errors.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { SlackApi } from './slack-api.ts';

/** Somebody in Slack. `staff` is who that is in Baton; without it `why` says why nobody is. */
export type Person = {
  readonly slackId: string;
  readonly name: string;
  readonly language: Language;
  readonly email?: string;
  readonly staff?: Staff;
  /** `stranger`: of another company, a guest or an app; `no_email`: Slack does not tell it; `unknown`: nobody of the staff has it. */
  readonly why?: 'stranger' | 'no_email' | 'unknown';
};

/** Who is who. */
export type People = {
  /** Who somebody in Slack is. Throws `unavailable` while Slack cannot be asked about somebody who was not seen before. */
  find(slackId: string): Promise<Person>;
  /** A colleague's id in Slack; `undefined` where there is none. */
  slackIdOf(staffId: string): Promise<string | undefined>;
  /** Name to show for somebody in Slack; the id where it is not known. Never throws. */
  nameOf(slackId: string): Promise<string>;
};

/** So long is believed what Slack said of somebody, ms. */
const BELIEVED_MS = 10 * 60_000;
const KEPT = 5_000;

type Known = { readonly name: string; readonly language: Language; readonly email: string | undefined; readonly isStranger: boolean; readonly at: number };

/**
 * Who is who, by e-mail. People of other companies in shared channels, guests and apps are nobody: their workspaces could say
 * any address. `teamId`: our own workspace, once it is known.
 */
export function createPeople({ api, access, clock, language, teamId }: { readonly api: SlackApi; readonly access: Pick<AccessStore, 'emails' | 'staff'>; readonly clock: Clock; readonly language: () => Language; readonly teamId: () => string | undefined }): People {
  const known = new Map<string, Known>();
  const byEmail = new Map<string, { readonly slackId: string | undefined; readonly at: number }>();
  const ask = async (slackId: string): Promise<Known> => {
    const before = known.get(slackId);
    const now = clock.now();
    if (before && now - before.at < BELIEVED_MS) return before;
    try {
      const { user } = await api.call((web) => web.users.info({ user: slackId, include_locale: true }));
      const own = teamId();
      // Slack's types do not name all of these.
      const flags = (user ?? {}) as { readonly is_stranger?: boolean; readonly is_email_confirmed?: boolean };
      const isStranger = user === undefined || user.is_bot === true || user.deleted === true || user.is_restricted === true || flags.is_stranger === true || flags.is_email_confirmed === false || (own !== undefined && user.team_id !== undefined && user.team_id !== own && user.enterprise_user === undefined);
      const profile = user?.profile;
      const fresh: Known = {
        name: [profile?.display_name, profile?.real_name, user?.real_name, user?.name].find((name) => name !== undefined && name !== '') ?? slackId,
        language: user?.locale === undefined ? language() : user.locale.startsWith('zh') ? 'zh' : 'en',
        email: profile?.email?.trim().toLowerCase(),
        isStranger,
        at: now,
      };
      if (known.size >= KEPT) known.clear();
      known.set(slackId, fresh);
      return fresh;
    } catch (error) {
      // Somebody whom we know goes on working while Slack is slow; a revoked token still shows elsewhere.
      if (before) return before;
      throw error;
    }
  };
  return {
    async find(slackId) {
      const { name, language: spoken, email, isStranger } = await ask(slackId);
      const person = { slackId, name, language: spoken };
      if (isStranger) return { ...person, why: 'stranger' };
      if (email === undefined || email === '') return { ...person, why: 'no_email' };
      const staffId = (await access.emails()).get(email);
      const staff = staffId === undefined ? undefined : (await access.staff()).find(({ id }) => id === staffId);
      return { ...person, email, ...(staff ? { staff } : { why: 'unknown' as const }) };
    },
    async slackIdOf(staffId) {
      const email = [...(await access.emails())].find(([, id]) => id === staffId)?.[0];
      if (email === undefined) return undefined;
      const before = byEmail.get(email);
      if (before && clock.now() - before.at < BELIEVED_MS) return before.slackId;
      const found = await api.call((web) => web.users.lookupByEmail({ email })).catch((error: unknown) => {
        if (isBatonError(error, 'unavailable', 'rate_limited', 'misconfigured')) throw error;
        return undefined;
      });
      const slackId = found?.user?.id;
      if (byEmail.size >= KEPT) byEmail.clear();
      byEmail.set(email, { slackId, at: clock.now() });
      return slackId;
    },
    nameOf: (slackId) => ask(slackId).then(({ name }) => name, () => slackId),
  };
}
