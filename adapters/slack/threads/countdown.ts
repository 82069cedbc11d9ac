import type { Language, LimitView } from '#core/protocol.ts';
import { LIMITS } from '#core/protocol.ts';
import { slackDate } from './mrkdwn.ts';

const MINUTE_MS = 60_000;
/** A limit is told in these steps of minutes, before and after its moment: each step changes the card once. */
const BEFORE = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60] as const;
const AFTER = [1, 5, 15, 30, 60, 120, 240, 480, 1_440] as const;

/** How a time limit stands: one line, and when that line will no longer be right (Unix ms), if ever. */
export type Countdown = { readonly line: string; readonly until: number | undefined };

/** A limit as the card tells it at `now`. */
export function sayLimit({ clock, dueAt, brokenAt }: LimitView, language: Language, now: number): Countdown {
  const zh = language === 'zh';
  const name = LIMITS[clock][language];
  if (dueAt === undefined) return { line: zh ? `⏸️ ${name}：在等客户，时限暂停` : `⏸️ ${name}: waiting for the customer, the clock stands still`, until: undefined };
  const due = slackDate(dueAt, 'time');
  const left = dueAt - now;
  if (left > 0 && brokenAt === undefined) {
    const step = BEFORE.find((minutes) => left <= minutes * MINUTE_MS);
    const lower = BEFORE.findLast((minutes) => minutes * MINUTE_MS < left) ?? 0;
    const rest = step === undefined ? '' : zh ? `，*不到 ${step} 分钟了*` : `, *under ${step} min left*`;
    return { line: `${step === undefined || step > 15 ? '⏳' : '⏰'} ${name}${zh ? `：应在 ${due} 前` : `: due by ${due}`}${rest}`, until: dueAt - lower * MINUTE_MS };
  }
  const late = Math.max(0, now - dueAt);
  const step = AFTER.findLast((minutes) => minutes * MINUTE_MS <= late);
  const next = AFTER.find((minutes) => minutes * MINUTE_MS > late);
  const by = step === undefined ? '' : step < 60 ? (zh ? ` ${step} 分钟以上` : ` by over ${step} min`) : zh ? ` ${step / 60} 小时以上` : ` by over ${step / 60} h`;
  return { line: zh ? `🚨 *${name}已超时${by}*（应在 ${due} 前）` : `🚨 *${name} overdue${by}* (was due by ${due})`, until: next === undefined ? undefined : dueAt + next * MINUTE_MS };
}
