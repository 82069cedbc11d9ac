/**
 * Radicals that fonts put into PDF files instead of the characters that look the same, in the order of
 * `CHARACTERS` (Unicode, EquivalentUnifiedIdeograph.txt): those of the block U+2E80–2EFF that texts have.
 */
const RADICALS = '⺁⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳';
const CHARACTERS = '厂乙亻冂几刀刂卜卩小小兀尢尢巳幺彑彐忄心扌攵旡日月歹母民氵水灬爪爪丬牛犭王疋目示礻竹糸纟罓罒网网网羊羊羊老聿聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟';

/** Writes radicals as the characters they stand for, so that words are found. Kangxi radicals (U+2F00–2FDF) by NFKC. */
export function withoutRadicals(text: string): string {
  return text.replaceAll(/[\u2E80-\u2FDF]/g, (char) => CHARACTERS[RADICALS.indexOf(char)] ?? char.normalize('NFKC'));
}
