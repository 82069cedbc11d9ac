import type { Language } from '#core/protocol.ts';

/** A product on the shelf: `id` is also the name of its picture, `price` in yuan. */
export type Product = { readonly id: string; readonly price: number } & Readonly<Record<Language, readonly [name: string, line: string]>>;

/** What the sample shop sells; the same as in `knowledge/products.yaml`. */
export const PRODUCTS: readonly Product[] = [
  { id: 'aircon-k3', price: 3299, zh: ['变频空调 K3', '1.5 匹，安静到 18 分贝'], en: ['Inverter Air Conditioner K3', '1.5 HP, as quiet as 18 dB'] },
  { id: 'vacuum-r7', price: 2999, zh: ['扫地机器人 R7', '激光导航，自动集尘'], en: ['Robot Vacuum R7', 'Laser guided, empties itself'] },
  { id: 'washer-d9', price: 4599, zh: ['洗烘一体机 D9', '10 公斤洗，7 公斤烘'], en: ['Washer-Dryer D9', 'Washes 10 kg, dries 7 kg'] },
  { id: 'fridge-b6', price: 5999, zh: ['多门冰箱 B6', '518 升，一天 0.78 度电'], en: ['Multi-Door Fridge B6', '518 L on 0.78 kWh a day'] },
  { id: 'purifier-a3', price: 1299, zh: ['空气净化器 A3', '适合 35–60 平方米'], en: ['Air Purifier A3', 'For rooms of 35–60 m²'] },
  { id: 'water-w5', price: 1999, zh: ['净水器 W5', '滤芯最长用 36 个月'], en: ['Water Purifier W5', 'RO filter lasts 36 months'] },
  { id: 'lock-l2', price: 1599, zh: ['智能门锁 L2', '指纹、密码、卡和钥匙'], en: ['Smart Lock L2', 'Fingerprint, code, card or key'] },
  { id: 'cooker-g1', price: 599, zh: ['电饭煲 G1', '24 小时预约，饭粥汤都行'], en: ['Rice Cooker G1', '24 h timer, rice to soup'] },
  { id: 'fryer-f4', price: 399, zh: ['空气炸锅 F4', '5.5 升，炸篮可机洗'], en: ['Air Fryer F4', '5.5 L, dishwasher-safe basket'] },
  { id: 'humidifier-m2', price: 459, zh: ['加湿器 M2', '4 升水，润一整天'], en: ['Humidifier M2', '4 L lasts a whole day'] },
  { id: 'camera-c2', price: 249, zh: ['室内摄像头 C2', '2K 画质，带隐私遮罩'], en: ['Indoor Camera C2', '2K with a privacy shutter'] },
  { id: 'hub-h1', price: 299, zh: ['智能中枢 H1', '最多连接 128 台设备'], en: ['Smart Hub H1', 'Up to 128 devices'] },
  { id: 'bulb-s1', price: 79, zh: ['智能灯泡 S1', '冷暖随心，支持 Matter'], en: ['Smart Bulb S1', 'Warm to cool, with Matter'] },
];
