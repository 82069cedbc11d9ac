import type { Audience } from '#core/article.ts';
import type { Language } from '#core/language.ts';

/** A question of the development set with the articles that answer it; none when nothing should be found. */
export type DevQuestion = { readonly text: string; readonly language: Language; readonly audience: Audience; readonly answers: readonly string[] };

/**
 * Questions written by hand in customers' words, to choose the numbers in `knowledge/tuning.ts`. They are looked at while
 * tuning, so their figures are kinder than what new questions will give. One a line: answers (`-` for none), question.
 */
const CHINESE = `
delivery-time | 我昨天晚上付的钱，货啥时候能到浙江啊
delivery-track | 物流信息三天没更新了在哪看 | delivery-late-lost
delivery-fee | 买个灯泡79块还要另外掏邮费吗
delivery-address-change | 收件地址填错了还没发货能改不
delivery-large | 冰箱送货师傅会帮忙搬到6楼吗没电梯 | delivery-fee
delivery-regions | 台湾可以邮过去吗
delivery-express | 我在成都，今天下午就要用，有没有闪送那种
delivery-damaged | 拆开箱子发现外壳裂了
delivery-late-lost | 包裹好像弄丢了你们赔不赔
shop-pickup | 网上买到门店自己去拿行吗
order-cancel | 不想要了，单子还没发出，怎么撤掉
order-change | 颜色拍错了想换成白色的 | exchange
order-unpaid | 忘了付款，订单怎么没了
return-seven-days | 用了两天觉得不喜欢可以退吗
return-how | 退东西的步骤是啥，谁来收件
return-fee | 退回去的快递钱谁出
return-excluded | 滤芯包装拆了还给退不
exchange | 想换个型号要怎么操作 | order-change
quality-fault | 买来十天就坏了是质量问题 | repair-how | warranty-scope
refund-time | 退款退到信用卡要几天
refund-missing | 都一个多星期了钱还没退回来
invoice-electronic | 开发票在哪里下载
invoice-title | 抬头写成个人的了想改公司 | invoice-electronic
invoice-special | 公司要增值税专用发票抵扣
warranty-scope | 洗衣机保几年
warranty-extended | 可以多花点钱多保几年吗
repair-how | 扫地机坏了怎么报修
repair-cost | 过了保修期修一次大概收多少钱
repair-time | 送修要等多久，有没有备用机给我用
install-book | 空调到了怎么约师傅上门装
install-fees | 装空调打孔要加钱吗
install-lock | 我家门比较厚能装你们的指纹锁吗
member-levels | 怎样才能升成金卡
member-points | 积分年底会清零吗
vip-service | 黑金卡有啥特别待遇
account-login | 验证码一直收不到登不上去
account-phone | 原来的手机号不用了怎么换绑
account-delete | 我想把账号注销掉
payment-methods | 可以货到付款吗
payment-failed | 付钱的时候总提示失败
payment-instalments | 花呗分期有没有手续费
presale-deposit | 定金付了反悔了能退吗
price-protection | 刚买完就降价了，差价退我
coupons | 优惠券过期了能补一张吗
gift-cards | 礼品卡能不能提现
student-discount | 大学生买有便宜吗
company-purchase | 单位一次采购20台有没有优惠
trade-in | 旧冰箱能折价换新的吗
recycling-removal | 旧空调你们给拉走吗 | trade-in
privacy-rights | 把我的个人资料全部删掉 | account-delete
marketing-consent | 别再给我发广告短信了
complaint-how | 对处理结果不满意找谁反映
safety-first | 插头冒火花还有糊味
shop-hours | 门店晚上几点关门
contact-hours | 人工客服几点上班
ai-assistant | 你是机器人还是真人 | help-what-can-i-ask
device-pairing | 新灯泡怎么连手机 | bulb-use
device-offline | 设备老是掉线
voice-control | 能用小爱控制吗
family-sharing | 老婆的手机也想控制家里的设备
purifier-filter | 净化器多久换一次芯
purifier-choose | 50平的客厅A3够用吗
vacuum-care | 扫地机拖布和边刷多久换
water-filter | 净水机换芯贵不贵
lock-battery | 门锁电池能撑多长时间
lock-locked-out | 锁没电进不了家门了
fryer-use | 炸锅的篮子能放洗碗机洗吗
washer-care | 洗衣机有股霉味咋清洁 | noise-and-smell
fridge-first-use | 冰箱刚送到能马上插电吗
aircon-care | 空调不怎么制冷是不是要洗滤网 | aircon-use
camera-storage | 监控录像能保存几天
humidifier-care | 加湿器里能加自来水不
cooker-use | 电饭煲怎么预约煮粥
bulb-use | 灯泡能调颜色吗多亮
- | 今天北京会下雨吗
- | 帮我写一首关于秋天的诗
- | 你们老板叫什么名字
- | 你们公司股票代码是多少
- | 附近有什么好吃的火锅店
- | 明天飞上海的机票多少钱
- | 孩子发烧了吃什么药
- | 你们招聘客服吗工资多少
- | 笔记本电脑卡顿怎么办
- | 世界杯谁赢了
product-prices | 你们卖不卖电动牙刷
- | 帮我算一下365乘以24
- | 微信怎么拉黑好友
- | 护照丢了去哪补办
- | 你觉得小米和华为哪个好
- | 猫咪不吃猫粮怎么办
- | 能教我做红烧肉吗
- | 公积金怎么提取
- | 汽车保险怎么买划算
- | 你会说日语吗
product-prices | 你们卖不卖洗碗机
- | 北京的房价现在多少
- | 帮我订一个披萨
- | 感冒了要不要去医院
- | 英语四级什么时候报名
- | 怎么学开车
- | 银行卡丢了怎么挂失
- | 帮我翻译一句英文
- | 王者荣耀怎么上分
- | 明天是星期几
- | 宽带怎么续费
- | 怎么种番茄
- | 你们的竞争对手是谁
- | 手机屏幕碎了能修吗
- | 去日本旅游要签证吗
- | 信用卡账单怎么还
- | 狗狗吃巧克力了怎么办
- | 最近有什么电视剧
- | 怎么减肥最快
- | 我想报考研究生
`;

const ENGLISH = `
delivery-time | ordered this morning, when will it show up in Sichuan
delivery-track | where do I see where my parcel is
delivery-fee | do I have to pay postage on a small order
delivery-address-change | I typed the wrong street, can you send it somewhere else
delivery-large | will the guys haul the fridge up to my flat on the fifth floor | delivery-fee
delivery-regions | do you ship to Singapore
delivery-express | need it today, is there a rush option
delivery-damaged | box arrived crushed and the screen is cracked
delivery-late-lost | it's a week late and nothing has come
shop-pickup | can I collect my online order from a store
order-cancel | changed my mind, please stop my order
order-change | picked the wrong colour by mistake, haven't received it yet | exchange
order-unpaid | why did my order disappear before I paid
return-seven-days | I just don't like it, can I send it back
return-how | what are the steps to send something back
return-fee | who pays for posting it back to you
return-excluded | already opened the filter pack, can I still return it
exchange | can I swap it for another one
quality-fault | it stopped working after ten days | repair-how | warranty-scope
refund-time | when does the money reach my credit card
refund-missing | still no money back after two weeks
invoice-electronic | I need a receipt for my expenses
invoice-title | company name on the bill is wrong
invoice-special | need a VAT invoice so we can deduct the tax
warranty-scope | how many years is the washer covered for
warranty-extended | can I buy extra years of cover
repair-how | my robot cleaner broke, how do I get it fixed
repair-cost | how much does fixing it cost if it's out of guarantee
repair-time | how long will the repair take, do I get a replacement meanwhile
install-book | set a date for the technician to put in my AC
install-fees | is drilling through the wall included
install-lock | my door is really thick, will your lock fit | 
member-levels | how much must I spend to become gold
member-points | do my points run out
vip-service | what perks does the black card have
account-login | I never get the text with the code
account-phone | lost my old SIM, need to switch to my new number
account-delete | close my account for good
payment-methods | do you take cash on the door
payment-failed | my card keeps getting declined
payment-instalments | can I pay monthly
presale-deposit | I put down a deposit but don't want it now, give it back
price-protection | it got cheaper three days after I bought it
coupons | my voucher expired yesterday, can you renew it
gift-cards | can I turn a gift card into cash
student-discount | any deals for uni students
company-purchase | we want 30 units for our office
trade-in | give me money off for my old fridge
recycling-removal | will you haul away my old washing machine | trade-in
privacy-rights | erase all the data you hold about me | account-delete
marketing-consent | stop spamming me with promo texts
complaint-how | I'm not happy with how this was handled, who is above you | 
safety-first | there's smoke coming out of the plug
shop-hours | what time does the Shanghai store close
contact-hours | when are real humans available to chat
ai-assistant | am I talking to a robot | help-what-can-i-ask
device-pairing | how do I hook the bulb up to my phone | bulb-use
device-offline | the gadget keeps dropping off the network
voice-control | does it work with Siri
family-sharing | let my wife control the devices too
purifier-filter | how often should the air cleaner's filter be swapped
purifier-choose | is the A3 enough for a 50 square metre living room
vacuum-care | when should I replace the mop cloths and side brush
water-filter | price of new cartridges for the water machine
lock-battery | how long do the batteries in the lock last
lock-locked-out | battery is dead and I'm stuck outside my home
fryer-use | is the basket dishwasher safe
washer-care | washer smells musty | noise-and-smell
fridge-first-use | may I plug the fridge in straight after it arrives
aircon-care | air con isn't cooling well | aircon-use
camera-storage | how many days of video does the camera keep
humidifier-care | is tap water ok in the humidifier
cooker-use | set the cooker to have porridge ready in the morning
bulb-use | how bright is the bulb and can it be warm white
- | will it rain tomorrow
- | write me a poem about autumn
- | who is the CEO
- | what's your stock ticker
- | any good pizza places near me
- | cheapest flight to London
- | my child has a fever, which medicine
- | are you hiring and what's the salary
- | my laptop is slow
- | who won the world cup
product-prices | do you sell electric toothbrushes
- | what is 365 times 24
- | how do I block someone on WhatsApp
- | I lost my passport, where do I get a new one
- | is Samsung better than Apple
- | my cat won't eat
- | teach me how to make lasagne
- | how do I file my income tax
- | best car insurance
- | do you speak Japanese
product-prices | do you sell dishwashers
- | house prices in Beijing
- | order me a pizza
- | should I see a doctor about a cold
- | when is the next bus
- | how do I learn to drive
- | I lost my bank card, how do I block it
- | translate this sentence
- | best mobile game right now
- | what day is it tomorrow
- | how do I renew my broadband
- | how to grow tomatoes
- | who are your competitors
- | can you fix my phone's broken screen
- | do I need a visa for Japan
- | how do I pay my electricity bill
- | my dog ate chocolate
- | what should I watch on TV
- | fastest way to lose weight
- | how do I apply to university
`;

const STAFF = `
zh | clear-method | 客户投诉了我第一步干嘛
zh | compensation | 我最多能赔客户多少
zh | kind-hot-tempered | 客户脾气很爆一直骂
zh | vip-care | 黑金客户来了怎么接待
zh | data-leak | 客户信息泄露了多久内要通知
zh | return-visits | 投诉处理完多久回访
en | words-never-said | which phrases must I never use
en | objections-five-steps | how do I deal with a customer's objections
en | law-press-regulator | a journalist is asking questions
en | customer-leaving | customer says they will go to a competitor
en | parcel-enquiry | how do I open a search with the carrier
en | first-contact-responsibility | can I pass the customer on to another department
`;

function parse(lines: string, language: Language): DevQuestion[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [answer = '', text = '', ...others] = line.split('|').map((part) => part.trim());
      return { text, language, audience: 'customer', answers: answer === '-' ? [] : [answer, ...others.filter((other) => other !== '')] };
    });
}

function parseStaff(lines: string): DevQuestion[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [language, answer = '', text = ''] = line.split('|').map((part) => part.trim());
      return { text, language: language === 'zh' ? 'zh' : 'en', audience: 'staff', answers: [answer] };
    });
}

/**
 * Not looked at while `knowledge/tuning.ts` was chosen by hand. `fit-evidence.ts` learns from them as from the others, so
 * they say no more what new questions will give; `test/knowledge/sets/answers.jsonl` does.
 */
const UNSEEN_CHINESE = `
delivery-time | 新疆这边多久能收到货 | delivery-regions
delivery-fee | 满多少免运费
delivery-express | 同城当天送达怎么收费
delivery-large | 洗衣机可以约晚上送吗 | delivery-when
order-unpaid | 下单后多久不付款会自动取消
return-how | 想退货，快递员上门取件吗 | return-fee
refund-time | 支付宝付的，退款几天回来
invoice-special | 能开专票吗我们是一般纳税人
repair-time | 寄修了五天还没动静，到底修多久
install-fees | 空调铜管加长一米多少钱
member-points | 100积分能当几块钱花
account-login | 密码输错太多次被锁了
payment-methods | 支持外国的visa卡吗
price-protection | 双十一买的保价多少天
student-discount | 学信网认证打几折
privacy-rights | 你们存了我哪些信息能给我看看吗 | privacy-data
contact-hours | 半夜有人接电话吗
device-pairing | 连不上wifi，配网失败 | device-offline
vacuum-care | 集尘袋满了去哪买
camera-storage | 摄像头要插内存卡吗
cooker-use | 电饭煲内胆掉漆了能单买吗
lock-locked-out | 指纹识别不了，门打不开
- | 你们和京东是什么关系
- | 人民币兑美元汇率多少
- | 附近哪里有充电桩
- | 猪肉炖粉条怎么做
- | 上海到杭州高铁几点
- | 推荐一部好看的电影
- | 怎么给汽车换轮胎
- | 身份证过期了怎么换
- | 股票今天跌了吗
product-prices | 你们卖沙发吗
`;

const UNSEEN_ENGLISH = `
delivery-time | how many days to get to Tibet | delivery-regions
delivery-fee | what's the minimum spend for free delivery
delivery-express | can a courier bring it within a few hours
delivery-large | can my washing machine come in the evening | delivery-when
order-unpaid | how long do you hold an order I haven't paid for
return-how | will somebody pick up the thing I'm returning | return-fee
refund-time | paid by WeChat, when is the refund back
invoice-title | I put the wrong tax number on the invoice
repair-time | sent it in for service five days ago, how much longer
install-fees | what do you charge for a longer copper pipe
member-points | what are 100 points worth
account-login | locked out after too many wrong passwords
payment-methods | is Mastercard accepted
price-protection | price dropped after Double 11, do I get the difference
coupons | can I use two vouchers at once
privacy-rights | show me what information you store on me | privacy-data
contact-hours | does anybody answer the phone at midnight
device-pairing | it won't join my wifi | device-offline
vacuum-care | where to buy dust bags for the robot
camera-storage | do I need an SD card
aircon-care | can it heat when it is freezing outside | aircon-use
lock-locked-out | fingerprint not recognised and I cannot open the door
- | what is the exchange rate for dollars
- | nearest EV charging station
- | recommend me a film
- | train times from London to Leeds
- | how do I change a car tyre
- | my ID card has expired
- | did the stock market fall today
product-prices | do you sell sofas
- | translate good morning into French
- | how tall is Mount Everest
`;

/** Questions that were written after the others. */
export const UNSEEN_QUESTIONS: readonly DevQuestion[] = [...parse(UNSEEN_CHINESE, 'zh'), ...parse(UNSEEN_ENGLISH, 'en')];

/** All questions of the development set. */
export const DEV_QUESTIONS: readonly DevQuestion[] = [...parse(CHINESE, 'zh'), ...parse(ENGLISH, 'en'), ...parseStaff(STAFF)];
