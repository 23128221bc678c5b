// Shipments in EDIFACT: the ship notice an ERP posts as DESADV, and the RECADV that says what of it was received.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shipmentFor } from '../../src/cli/demo/answers.ts';
import type { Agreement } from '../../src/core/agreement.ts';
import type { Order, ShipNotice } from '../../src/core/documents.ts';
import { compose } from '../../src/gateway/compose.ts';
import { confirm, poll } from '../../src/gateway/feed.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { catalog, openGateway } from '../http/gateway.ts';
import { settled } from './arrive.ts';

const nordwind = catalog.partners.get('nordwind')!;
const acme = catalog.partners.get('acme')!;

const bytes = readFileSync(join(PROJECT, 'src', 'cli', 'demo', 'order.edi'));
const order = translate(catalog, bytes, { partner: 'acme' }).groups[0]!.sets[0]!.document as unknown as Order;
const shipment = shipmentFor(order);

/** The ship notice as a message of the partner, and as the partner reads it. */
async function sent(agreement: Agreement, message: string) {
  const { clock, store } = await openGateway();
  const deps = { catalog, clock, reserve: store.reserve };
  const { composed, problems } = await compose(deps, agreement, shipment as never, message);
  expect(problems).toEqual([]);
  const read = translate(catalog, new TextEncoder().encode(composed!.text), { partner: agreement.partner });
  const set = read.groups[0]!.sets[0]!;
  expect(set.unmapped).toEqual([]);
  return { segments: composed!.text.split(/['~]\s*/), back: set.document as unknown as ShipNotice };
}

describe("the demo's shipment as DESADV of D.96A", () => {
  it('has the whole consignment first, and a level for each package with its SSCC', async () => {
    const { segments } = await sent(nordwind, 'edifact/DESADV');
    const levels = segments.slice(segments.indexOf('CPS+1')).filter((one) => /^(CPS|PAC|PCI|GIN|LIN)/.test(one));
    expect(levels.map((one) => one.replace(/^(LIN\+\d).*/, '$1'))).toEqual([
      'CPS+1',
      'PAC+2++CTN25',
      'CPS+2+1+1',
      'PAC+1',
      'PCI+33E',
      'GIN+BJ+00006141410000000012',
      'LIN+1',
      'LIN+3',
      'CPS+3+1+1',
      'PAC+1',
      'PCI+33E',
      'GIN+BJ+00006141410000000029',
      'LIN+2',
    ]);
  });

  it('says of packages and lines what the 856 says', async () => {
    const edifact = await sent(nordwind, 'edifact/DESADV');
    const x12 = await sent(acme, 'x12/856');
    const ordersOf = ({ shipment: read }: ShipNotice) =>
      read?.orders?.map(({ number, issued, packages }) => ({
        number,
        issued,
        packages: packages?.map(({ level, sscc, lines }) => ({ level, sscc, lines })),
      }));
    expect(ordersOf(x12.back)).toEqual(ordersOf(shipment));
    expect(ordersOf(edifact.back)).toEqual(ordersOf(shipment));
  });
});

describe('a RECADV', () => {
  const pair = readFileSync(join(PROJECT, 'mappings', 'edifact', 'RECADV.test', 'pallets.edi'), 'utf8');
  const file = pair.replace(/UNB.*/, "UNB+UNOC:3+4012345000009:14+4399901234561:14+240320:0700+312'");

  it('is offered to the ERP as a receipt advice, and asks for no answer', async () => {
    const gateway = await openGateway();
    expect(await settled(gateway, file, 'nordwind')).toMatchObject({ problems: [], rejected: 0 });
    const { documents } = await poll(gateway.store, nordwind.erp, { type: 'receipt-advice', limit: 10 });
    expect(documents).toMatchObject([
      { type: 'receipt-advice', number: 'WE-3391', body: { orderNumber: 'B-5510', shipNoticeNumber: 'LS-20417' } },
    ]);
    const result = await confirm(gateway, nordwind.erp, documents[0]!.id, { outcome: 'accepted' });
    expect(result).toMatchObject({ outcome: 'confirmed', response: null });
  });
});
