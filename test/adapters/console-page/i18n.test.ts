import { describe, expect, it } from 'vitest';
import { CLOSE_REASONS, type SystemNotice, CLOSE_WORDS, FACTS, MOODS, nameOf, PRIORITIES, REASONS, STATES, TIERS } from '#core/protocol.ts';
import { HANDOVER_REASONS } from '#core/article.ts';
import { fillText, type Pair, say, TEXTS, type TextKey } from '#adapters/console/page/i18n.ts';
import { ROLES, sayNotice, TEAMS } from '#adapters/console/page/words.ts';

/** Written on purpose in the language it leads to. */
const IN_OTHER_LANGUAGE: ReadonlySet<string> = new Set<TextKey>(['otherLanguage']);

const texts = Object.entries<Pair>(TEXTS);

function blanks(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();
}

describe('the wordings', () => {
  it.each(texts)('%s is there in both languages, with the same blanks', (_key, pair) => {
    expect(pair.zh.trim()).not.toBe('');
    expect(pair.en.trim()).not.toBe('');
    expect(blanks(pair.zh)).toEqual(blanks(pair.en));
  });

  it.each(texts.filter(([key]) => !IN_OTHER_LANGUAGE.has(key)))('%s is Chinese in Chinese and English in English', (_key, pair) => {
    expect(pair.zh).toMatch(/\p{Script=Han}/u);
    expect(pair.en).not.toMatch(/\p{Script=Han}|[，。！？：；]/u);
  });

  it('fill their blanks, and show a blank that was forgotten', () => {
    expect(say('waits', 'zh', { time: '3 秒' })).toBe('已等 3 秒');
    expect(fillText('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });
});

describe('the names of codes', () => {
  it('cover every reason for a handover and every closing reason', () => {
    expect(Object.keys(REASONS)).toEqual(expect.arrayContaining([...HANDOVER_REASONS]));
    expect(Object.keys(CLOSE_WORDS)).toEqual([...CLOSE_REASONS]);
  });

  it.each(Object.entries({ TIERS, PRIORITIES, STATES, CLOSE_WORDS, ROLES, REASONS, TEAMS, MOODS, FACTS }))('%s are there in both languages', (_name, table) => {
    for (const pair of Object.values<Pair>(table)) {
      expect(pair.zh).toMatch(/\p{Script=Han}/u);
      expect(pair.en).toMatch(/^[A-Za-z]/);
    }
  });

  it('show an unknown code as it is, also one that objects inherit', () => {
    expect(nameOf(REASONS, 'my-own-reason', 'zh')).toBe('my-own-reason');
    expect(nameOf(REASONS, 'constructor', 'en')).toBe('constructor');
  });
});

describe('notices', () => {
  const notices: readonly SystemNotice[] = [
    { kind: 'handed_over', reason: 'complaint', open: true },
    { kind: 'handed_over', reason: 'complaint', open: false, opensAt: new Date(2027, 2, 6, 8, 0).getTime() },
    { kind: 'claimed', agentName: 'Li' },
    { kind: 'transferred', agentName: 'Li', from: 'Wu' },
    { kind: 'released', agentName: 'Li', open: true },
    { kind: 'released', agentName: 'Li', team: { zh: '贵宾服务', en: 'VIP service' }, open: true },
    { kind: 'joined', agentName: 'Li' },
    { kind: 'left', agentName: 'Li' },
    { kind: 'offered', agentName: 'Li', from: 'Wu' },
    { kind: 'offer_ended', agentName: 'Li', why: 'declined' },
    { kind: 'offer_ended', agentName: 'Li', why: 'withdrawn' },
    { kind: 'offer_ended', agentName: 'Li', why: 'late' },
    { kind: 'handed_back', agentName: 'Li' },
    { kind: 'closed', by: 'agent', agentName: 'Li' },
    { kind: 'closed', by: 'agent' },
    { kind: 'closed', by: 'customer' },
    { kind: 'reopened' },
  ];
  const at = new Date(2027, 2, 5, 23, 0).getTime();

  it.each(notices)('$kind is worded in both languages', (notice) => {
    expect(sayNotice(notice, 'zh', at)).toMatch(/\p{Script=Han}/u);
    expect(sayNotice(notice, 'en', at)).not.toMatch(/\p{Script=Han}/u);
  });

  it('say when the team is back, when nobody was there', () => {
    expect(sayNotice(notices[1] ?? { kind: 'reopened' }, 'zh', at)).toContain('3月6日 08:00');
  });
});
