import { describe, expect, it } from 'vitest';
import { LAUNCHER, WORDINGS } from '#adapters/web/widget/i18n.ts';
import { noticeText } from '#adapters/web/widget/notice.ts';
import { backAt, dayLabel, zoneName } from '#adapters/web/widget/time.ts';

const NOON = Date.UTC(2026, 8, 3, 12);
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every text of a wording, with sample values where it takes some. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'function') return textsOf(Reflect.apply(value, undefined, [2, 'TITLE']));
  return Object.values(value ?? {}).flatMap(textsOf);
}

describe('the wordings', () => {
  it('exist in both languages under the same names', () => {
    expect(Object.keys(WORDINGS.en)).toEqual(Object.keys(WORDINGS.zh));
    expect(Object.keys(LAUNCHER.en)).toEqual(Object.keys(LAUNCHER.zh));
    expect(WORDINGS.en.suggestions).toHaveLength(WORDINGS.zh.suggestions.length);
    expect(WORDINGS.en.ratingScores).toHaveLength(5);
    expect(WORDINGS.zh.ratingScores).toHaveLength(5);
  });

  it('are never empty', () => {
    for (const text of textsOf([WORDINGS, LAUNCHER])) expect(text.trim()).not.toBe('');
  });

  it('are Chinese in Chinese and English in English', () => {
    const { languageSwitchText: toEnglish, ...zh } = WORDINGS.zh;
    const { languageSwitchText: toChinese, ...en } = WORDINGS.en;
    expect(toEnglish).toBe('EN');
    expect(toChinese).toBe('中文');
    for (const text of textsOf([zh, LAUNCHER.zh])) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of textsOf([en, LAUNCHER.en])) expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('say before the first message that an AI answers and that people are there', () => {
    expect(WORDINGS.zh.greetingText).toMatch(/AI[\s\S]*随时转人工/);
    expect(WORDINGS.en.greetingText).toMatch(/AI[\s\S]*person at any time/);
  });
});

describe('notices', () => {
  it('tell when people are back, in the language of the reader', () => {
    const notice = { kind: 'handed_over', reason: 'asked', open: false, opensAt: NOON + 21 * 3_600_000 } as const;
    expect(noticeText(notice, 'zh', NOON, HERE)).toBe('已转给人工客服，明天 09:00 上班后联系您');
    expect(noticeText(notice, 'en', NOON, HERE)).toBe('Passed to our team, back tomorrow at 09:00');
  });

  it('tell to whom one is passed on, and when they are back', () => {
    const team = { zh: '贵宾服务', en: 'VIP service' };
    expect(noticeText({ kind: 'released', agentName: '周宁', open: true }, 'en', NOON, HERE)).toBe("周宁 has passed everything on to another colleague, so you won't have to repeat it");
    expect(noticeText({ kind: 'released', agentName: '周宁', team, open: true }, 'zh', NOON, HERE)).toBe('周宁 已把您的情况转给贵宾服务，您不用再重复');
    expect(noticeText({ kind: 'released', agentName: '周宁', team, open: false, opensAt: NOON + 21 * 3_600_000 }, 'zh', NOON, HERE)).toBe('周宁 已把您的情况转给贵宾服务，明天 09:00 上班后联系您');
  });

  it('name the person who joins, hands back or closes', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(noticeText({ kind: 'claimed', agentName: '周宁' }, language, NOON, HERE)).toContain('周宁');
      expect(noticeText({ kind: 'handed_back', agentName: '周宁' }, language, NOON, HERE)).toContain('周宁');
      expect(noticeText({ kind: 'transferred', agentName: '周宁', from: '陈晨' }, language, NOON, HERE)).toMatch(/陈晨.*周宁/);
      expect(noticeText({ kind: 'joined', agentName: '周宁' }, language, NOON, HERE)).toContain('周宁');
      expect(noticeText({ kind: 'left', agentName: '周宁' }, language, NOON, HERE)).toContain('周宁');
      expect(noticeText({ kind: 'closed', by: 'agent', agentName: '周宁' }, language, NOON, HERE)).toContain('周宁');
    }
  });
});

describe('days and times', () => {
  it('are today, yesterday or a date', () => {
    expect([0, 1, 2].map((days) => dayLabel(NOON - days * 86_400_000, NOON, 'zh'))).toEqual(['今天', '昨天', '9月1日']);
    expect(dayLabel(Date.UTC(2025, 11, 31, 12), NOON, 'en')).toBe('31 Dec 2025');
  });

  it('read as part of a sentence', () => {
    expect(backAt(NOON + 3_600_000, NOON, 'en', HERE)).toBe('at 13:00 today');
    expect(backAt(NOON + 3 * 86_400_000, NOON, 'zh', HERE)).toBe('9月6日 12:00 ');
  });

  it('name the zone of the reader only where the company has another time, or is not known to have the same', () => {
    const elsewhere = 'Pacific/Kiritimati';
    expect(zoneName(NOON, HERE, 'zh')).toBeUndefined();
    for (const language of ['zh', 'en'] as const) {
      const zone = zoneName(NOON, elsewhere, language) ?? '';
      expect(zone).not.toBe('');
      expect(zoneName(NOON, undefined, language)).toBe(zone);
      expect(backAt(NOON, NOON, language, elsewhere)).toContain(zone);
    }
  });

  it('name no zone whose clock is the same at that moment, whatever it is called', () => {
    expect(zoneName(NOON, 'Etc/UTC', 'en') === undefined).toBe(new Date(NOON).getTimezoneOffset() === 0);
  });
});

it('a hand-back says the same in both languages: who gave the conversation back', () => {
  const notice = { kind: 'handed_back', agentName: '王芳' } as const;
  expect(noticeText(notice, 'zh', NOON, HERE)).toBe('王芳 把对话交还给了 AI 助理');
  expect(noticeText(notice, 'en', NOON, HERE)).toBe('王芳 has handed the conversation back to the AI assistant');
});

it('the place in the queue says who is ahead and promises no time', () => {
  expect([WORDINGS.zh.queueNext, WORDINGS.en.queueNext]).toEqual(['您前面没有其他人', 'Nobody is ahead of you']);
});
