import type { Language } from '#core/language.ts';
import type { DevQuestion } from './dev-questions.ts';

/** A question that was once answered badly, with what a good answer says. */
export type ReviewedQuestion = DevQuestion & {
  /** Stands in a good answer; `undefined` where the right article is enough, or nothing should be found. */
  readonly says: RegExp | undefined;
};

/**
 * What a reviewer asked and was answered badly. Kept so that it stays mended; `fit-evidence.ts`
 * learns from them among others, and no line of the code knows any of them. One a line: articles that answer (`-` for none), question, what the answer must say.
 */
const CHINESE = `
refund-time | 退款啥时候能到 | 1–3
refund-time | 退款多久 | 1–3
return-seven-days | 拆封了还能退吗 | 可以退|没关系|就能退
payment-instalments, payment-methods | 可以刷花呗吗 | 可以|满¥1,000
account-phone | 我手机号换了 | 更换手机号|在App里
marketing-consent | 别再给我发短信了 | 退订|关闭|TD
shop-hours | 店几点关门 | 22:00
contact-hours | 电话多少 | 400-000-5218
delivery-address-change | 地址填错了能改吗 | 出库前|还没发货|免费
delivery-express | 能不能今天就送到 | 4小时
delivery-time, delivery-express | 几号能到啊我急用 | 天|小时
bulb-use, device-offline | 灯泡不亮 | 开关|拧紧|检查
aircon-use, aircon-care | 空调不制冷 | 滤网
cooker-use | 电饭煲预约怎么弄 | 预约
family-sharing | 怎么给老婆也能控制 | 邀请
privacy-data | 你们收集我什么信息了 | 保存|订单
repair-time | 修好要几天 | 7个工作日
repair-time, repair-how | 我的维修到哪一步了 | 进度|维修单|我的服务|查
gift-cards | 礼品卡余额怎么查 | 余额
warranty-extended | 延保多少钱 | ¥99
member-levels | 怎么成为会员 | 注册|会员
lock-users | 门锁怎么加指纹 | 指纹
noise-and-smell, aircon-care | 空调吹出来的风有怪味 | 滤网
noise-and-smell | 冰箱有异味怎么除 | 小苏打|擦
noise-and-smell, washer-care | 洗衣机声音很大 | 脱水|水平|放平
delivery-damaged | 赠品没收到 | 48小时
delivery-damaged | 我收到了别人的快递
order-unpaid, order-cancel | 我的订单被取消了为什么 | 30分钟
delivery-when | 春节送货吗 | 除夕
delivery-when, delivery-large | 送货能指定时间吗 | 09|时段
contact-hours | 你们几点上班 | 09:00–21:00
data-worry | 我的信息是不是被泄露了 | 泄露
install-book | 师傅几点来装 | 24小时|预约
product-prices | 冰箱多少钱 | 5,999
product-prices | 有没有电视机卖 | 没有电视|电视、手机和电脑我们不卖
aircon-use | 空调移机收费吗 | 移机
contact-hours, ai-assistant, help-what-can-i-ask | 你好，请问一下人工客服几点上班呀，谢谢啦 | 09:00–21:00
- | 空调制热费电吗
- | 电费一个月多少
- | 会员日什么时候
noise-and-smell | 净化器有塑料味正常吗 | 3天
- | 冰箱能放牛奶吗
- | 海外保修吗
- | 扫地机器人会不会电到小孩
- | 上次投诉处理得很好 谢谢
`;

const ENGLISH = `
delivery-express | can I get it today | 4 hours
delivery-express | can you ship faster | 4 hours
bulb-use, device-offline | bulb doesnt turn on | switch|screw|check
cooker-use | how do I use the timer on the rice cooker | timer
family-sharing | how can my wife control it too | invite
repair-time, repair-how | status of my repair | progress|follow|app
warranty-extended | extended warranty cost | ¥99
lock-users | add a fingerprint to the lock | fingerprint
lock-users | how many people can use the lock | 100
noise-and-smell, washer-care | washer makes loud noise | spin|level
noise-and-smell, fridge-first-use | fridge making noise | normal
aircon-use, aircon-care | does the AC heat in winter | heat
delivery-when | do you deliver on sundays | yes
install-book | when does the installer come | 24 hours
delivery-track | where is my parcel | My orders|tracking
delivery-track | wheres my stuff?? | My orders|tracking
delivery-late-lost, delivery-track | its been a week and nothing arrived | 72 hours|¥10
invoice-electronic | i need a receipt for my company | app
payment-methods | do you take paypal | Alipay|not take PayPal
account-phone | changed my phone number | in the app
purifier-choose | which purifier for 30 sqm | m²|square
vacuum-care | is the robot vacuum any good for pet hair
device-offline | camera offline | power|router|Wi-Fi
delivery-when, delivery-large | can i move my delivery to friday | slot|reschedul|appointment
ai-assistant, help-what-can-i-ask | what can you do
help-what-can-i-ask, ai-assistant | help
data-worry | did you leak my data | leak
product-prices | how much is the fridge | 5,999
product-prices | do you sell TVs | TV
- | what is the name of your ceo
- | can I put foil in the air fryer
- | is my warranty valid abroad
- | is it compatible with my smoke detector
`;

function parse(lines: string, language: Language): ReviewedQuestion[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [answers = '', text = '', ...says] = line.split(' | ').map((part) => part.trim());
      return {
        text,
        language,
        audience: 'customer',
        answers: answers === '-' ? [] : answers.split(', '),
        says: says.length === 0 ? undefined : new RegExp(says.join('|'), 'i'),
      };
    });
}

/** All of them. */
export const REVIEWED_QUESTIONS: readonly ReviewedQuestion[] = [...parse(CHINESE, 'zh'), ...parse(ENGLISH, 'en')];
