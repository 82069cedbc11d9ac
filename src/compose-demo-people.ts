import type { FileCustomer } from '#adapters/directory/file-directory.ts';
import type { DemoPerson } from '#adapters/web/demo-routes.ts';

/** Who visitors of the sample shop may pose as, told apart by their last order: everybody sees this, and their tier is for staff only. */
export function demoPeople(everybody: readonly FileCustomer[]): readonly DemoPerson[] {
  return everybody
    .filter(({ demo }) => demo)
    .map(({ id, name, orders: [last] }) => ({
      id,
      name,
      label: last ? { zh: `${name}（最近订单：${last.product}）`, en: `${name} (last order: ${last.product})` } : { zh: name, en: name },
    }));
}
