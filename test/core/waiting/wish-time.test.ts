import { describe, expect, it } from 'vitest';
import { readWish } from '#core/waiting/wish-time.ts';

/** Wednesday 10 March 2027, 14:10 in Shanghai. */
const NOW = Date.UTC(2027, 2, 10, 6, 10);
const policy = { timeZone: 'Asia/Shanghai' };
const say = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(at);
const read = (text: string) => {
  const wish = readWish(text, policy, NOW);
  return wish && (wish.to === undefined ? say(wish.from) : `${say(wish.from)} – ${say(wish.to)}`);
};

describe('the time that a customer wishes for', () => {
  it.each([
    ['明天上午10点给我打电话', '2027-03-11 10:00'],
    ['明早九点', '2027-03-11 09:00'],
    ['后天下午两点半打给我', '2027-03-12 14:30'],
    ['今晚8点', '2027-03-10 20:00'],
    ['下午4点', '2027-03-10 16:00'],
    ['3点打给我', '2027-03-10 15:00'],
    ['两点打给我', '2027-03-11 14:00'],
    ['8点打给我', '2027-03-10 20:00'],
    ['10点打给我', '2027-03-11 10:00'],
    ['凌晨2点打给我', '2027-03-11 02:00'],
    ['周五下午3点回电 13800138000', '2027-03-12 15:00'],
    ['下周一10:30', '2027-03-15 10:30'],
    ['3月20日上午11点', '2027-03-20 11:00'],
    ['两小时后打给我', '2027-03-10 16:10'],
    ['半小时后再打', '2027-03-10 14:40'],
    ['明天上午打我13800138000', '2027-03-11 09:00 – 2027-03-11 12:00'],
    ['下午有空', '2027-03-10 13:00 – 2027-03-10 18:00'],
    ['明天联系我', '2027-03-11 00:00 – 2027-03-12 00:00'],
    ['call me tomorrow at 10', '2027-03-11 10:00'],
    ['tomorrow at half past four, please', '2027-03-11 16:30'],
    ['Friday at 3pm', '2027-03-12 15:00'],
    ['next Friday at 3pm', '2027-03-19 15:00'],
    ['20 March at 11 am', '2027-03-20 11:00'],
    ['15号上午10点', '2027-03-15 10:00'],
    ['call me at 4:30 pm', '2027-03-10 16:30'],
    ['in two hours', '2027-03-10 16:10'],
    ['tomorrow afternoon', '2027-03-11 13:00 – 2027-03-11 18:00'],
    ['tonight at 8', '2027-03-10 20:00'],
    ['call me on +44 20 7946 0018 tomorrow at 10', '2027-03-11 10:00'],
  ])('"%s" is %s', (text, time) => expect(read(text)).toBe(time));

  it.each(['晚点回我电话13800138000', '等不了了', '请回电', 'call me back', 'my number is 021-65432100', 'my order 20261107-0032 is late', 'I have 2 questions'])('is not named in "%s"', (text) => expect(read(text)).toBeUndefined());
});
