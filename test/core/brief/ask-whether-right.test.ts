import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askWhetherRight, sayPassedOn } from '#core/brief/ask-whether-right.ts';
import { LANGUAGES } from '#core/language.ts';
import { POINT_NAMES } from '#core/protocol.ts';
import { INTENTS } from '../../support/small-shop.ts';
import { whenStored } from '../../support/temp-store.ts';
import { realCheck, situation } from '../service-language/tools.ts';
import { CHEN, openWaitingRoom, type WaitingRoom } from '../waiting/waiting-room.ts';

const ASKS = /这样对吗？有不对的地方，直接写给我就好。$/;

describe('a customer who waits in a channel without the form', () => {
  let room: WaitingRoom;
  let stop: () => Promise<void>;
  const failures: unknown[] = [];
  const follow = (showsPassedOn = false) => askWhetherRight({ store: room.store, intents: INTENTS, showsPassedOn: () => showsPassedOn, clock: { now: room.now, after: () => () => undefined }, onFailure: (error) => failures.push(error) });
  const said = async (): Promise<string[]> => (await room.store.transcript(room.id(), 100)).filter(({ message }) => message.author === 'bot').map(({ message }) => message.text);
  const questions = async (): Promise<string[]> => (await said()).filter((text) => ASKS.test(text));
  const asked = () => whenStored(room.store, async () => (await questions()).length > 0);
  const marks = async () => (await room.handover()).brief;

  beforeEach(async () => {
    room = await openWaitingRoom();
    stop = follow();
    failures.length = 0;
  });
  afterEach(async () => {
    await stop();
    await room.close();
    expect(failures).toEqual([]);
  });

  it('is asked whether what was passed on is right, after the handover, with their own facts', async () => {
    await room.writes('我要投诉，订单20261107-0032漏水，电话13800001001');
    await asked();
    expect(await questions()).toEqual(['我转给同事的内容是：\n- 您的需求：我要投诉，订单20261107-0032漏水，电话13800001001\n- 订单：20261107-0032\n- 电话：138****1001\n\n这样对吗？有不对的地方，直接写给我就好。']);
    expect((await said()).at(-1)).toMatch(ASKS);
  });

  it('is asked once, whatever happens then', async () => {
    await room.writes('我要投诉，订单20261107-0032漏水');
    await asked();
    await room.writes('水漏了一地');
    await room.writes('20261107-0033');
    await room.desk.claim(room.id(), CHEN);
    await stop();
    expect(await questions()).toHaveLength(1);
  });

  it('confirms it with a yes', async () => {
    await room.writes('我要投诉，订单20261107-0032漏水');
    await asked();
    expect(await room.writes('是的，谢谢')).toEqual(['好的，谢谢您的确认。']);
    expect((await marks())?.rightAt).toBe(room.now());
  });

  it.each([
    ['20261107-0033', 'order', '20261107-0033'],
    ['订单号是20261107-0033', 'order', '20261107-0033'],
    ['我要换货，不是退款', 'other', '我要换货,不是退款'],
  ])('corrects it by writing "%s"', async (text, point, words) => {
    await room.writes('我要投诉，订单20261107-0032漏水');
    await asked();
    expect(await room.writes(text)).toEqual(['谢谢您的更正，已经改好了，同事接手时会直接看到。']);
    expect((await marks())?.corrections).toMatchObject([{ point, said: words }]);
  });

  it('corrects nothing by a question about another order', async () => {
    await room.writes('我要投诉，订单20261107-0032漏水');
    await asked();
    await room.writes('顺便问下，20261107-0099什么时候发货？');
    expect((await marks())?.corrections).toBeUndefined();
  });

  it('is asked when they have said what it is about, not for a mere call for a person', async () => {
    await room.writes('转人工');
    await stop();
    expect(await questions()).toEqual([]);
    stop = follow();
    await room.writes('订单20261107-0032漏水');
    await asked();
    expect(await questions()).toHaveLength(1);
  });

  it('is not asked where the channel shows it, nor once a person has answered', async () => {
    await stop();
    stop = follow(true);
    await room.writes('我要投诉，订单20261107-0032漏水');
    await stop();
    await room.desk.claim(room.id(), CHEN);
    stop = follow();
    await room.desk.reply(room.id(), CHEN, '您好，我来处理。', 'r-1');
    await stop();
    expect(await questions()).toEqual([]);
  });

  it('is not asked in danger', async () => {
    await room.writes('水壶着火了！订单20261107-0032');
    await stop();
    expect((await room.handover()).reason).toBe('danger');
    expect(await questions()).toEqual([]);
  });
});

describe('what a customer is asked to look at', () => {
  it('is said as good service does, in both languages', async () => {
    const language = await realCheck();
    for (const each of LANGUAGES) {
      const text = sayPassedOn({ points: [{ point: 'order', value: '20261107-0032' }], isRight: false }, each);
      expect(text).toContain(POINT_NAMES.order[each]);
      expect(language.check(text, situation({ language: each, by: 'bot' }))).toEqual([]);
    }
  });
});
