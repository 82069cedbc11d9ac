import type { Language } from '#core/language.ts';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { AccessStore, Staff } from '#core/ports/access-store.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { BotIdentity } from './bolt.ts';
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
  /** Who somebody in Slack is. Throws `unavailable` while Slack cannot be asked about somebody who was not seen before, or has not said which workspace is ours. */
  find(slackId: string): Promise<Person>;
  /** A colleague's id in Slack; `undefined` where there is none. */
  slackIdOf(staffId: string): Promise<string | undefined>;
  /** Name to show for somebody in Slack; the id where it is not known. Never throws. */
  nameOf(slackId: string): Promise<string>;
};

/** So long is believed what Slack said of somebody, ms. */
const BELIEVED_MS = 10 * 60_000;
const KEPT = 5_000;

type Known = { readonly name: string; readonly language: Language; readonly email: string | undefined; /** A guest, an app, or no longer there. */ readonly isNobody: boolean; readonly teamId: string | undefined; readonly enterpriseId: string | undefined; readonly at: number };

const STARTING = 'Baton 刚启动，还不知道这是哪个 Slack 工作区，请过几秒再试。 · Baton has just started and does not know yet which Slack workspace this is. Please try again in a few seconds.';

/**
 * Who is who, by e-mail. People of other companies in shared channels, guests and apps are nobody: their workspaces could say
 * any address. `identity`: our own workspace, and the Enterprise Grid that it is of, once they are known.
 */
export function createPeople({ api, access, clock, language, identity }: { readonly api: SlackApi; readonly access: Pick<AccessStore, 'emails' | 'staff'>; readonly clock: Clock; readonly language: () => Language; readonly identity: () => BotIdentity }): People {
  const known = new Map<string, Known>();
  const byEmail = new Map<string, { readonly slackId: string | undefined; readonly at: number }>();
  const ask = async (slackId: string): Promise<Known> => {
    const before = known.get(slackId);
    const now = clock.now();
    if (before && now - before.at < BELIEVED_MS) return before;
    try {
      const { user } = await api.call((web) => web.users.info({ user: slackId, include_locale: true }));
      // Slack's types do not name all of these.
      const flags = (user ?? {}) as { readonly is_stranger?: boolean; readonly is_email_confirmed?: boolean };
      const isNobody = user === undefined || user.is_bot === true || user.deleted === true || user.is_restricted === true || flags.is_stranger === true || flags.is_email_confirmed === false;
      const profile = user?.profile;
      const fresh: Known = {
        name: [profile?.display_name, profile?.real_name, user?.real_name, user?.name].find((name) => name !== undefined && name !== '') ?? slackId,
        language: user?.locale === undefined ? language() : user.locale.startsWith('zh') ? 'zh' : 'en',
        email: profile?.email?.trim().toLowerCase(),
        isNobody,
        teamId: user?.team_id,
        enterpriseId: user?.enterprise_user?.enterprise_id,
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
  /** Other companies may have a Grid of their own; only people of ours are of the same one. */
  const isOther = ({ teamId, enterpriseId }: Known): boolean => {
    const own = identity();
    if (own.teamId === undefined) throw new BatonError('unavailable', STARTING, { retryAfterMs: 1_000 });
    return teamId !== undefined && teamId !== own.teamId && (enterpriseId === undefined || enterpriseId !== own.enterpriseId);
  };
  return {
    async find(slackId) {
      const found = await ask(slackId);
      const { name, language: spoken, email } = found;
      const person = { slackId, name, language: spoken };
      if (found.isNobody || isOther(found)) return { ...person, why: 'stranger' };
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
