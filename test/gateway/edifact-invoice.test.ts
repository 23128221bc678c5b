// The invoice an ERP posts, as INVOIC: an invoice for an X12 order says the same to a partner who takes EDIFACT.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { invoiceFor } from '../../src/cli/demo/answers.ts';
import type { Agreement } from '../../src/core/agreement.ts';
import type { Invoice, Order } from '../../src/core/documents.ts';
import { compose } from '../../src/gateway/compose.ts';
import { translate } from '../../src/gateway/translate.ts';
import { PROJECT } from '../../src/node/files.ts';
import { catalog, openGateway } from '../http/gateway.ts';

const nordwind = catalog.partners.get('nordwind')!;
const acme = catalog.partners.get('acme')!;

const bytes = readFileSync(join(PROJECT, 'src', 'cli', 'demo', 'order.edi'));
const order = translate(catalog, bytes, { partner: 'acme' }).groups[0]!.sets[0]!.document as unknown as Order;
const invoice = invoiceFor(order);

/** The invoice as a message of the partner, and as the partner reads it. */
async function sent(document: Invoice, agreement: Agreement, message: string) {
  const { clock, store } = await openGateway();
  const deps = { catalog, clock, reserve: store.reserve };
  const { composed, problems } = await compose(deps, agreement, document as never, message);
  expect(problems).toEqual([]);
  const read = translate(catalog, new TextEncoder().encode(composed!.text), { partner: agreement.partner });
  const set = read.groups[0]!.sets[0]!;
  expect(set.unmapped).toEqual([]);
  const { source: _, id: __, ...back } = set.document as unknown as Invoice;
  return { segments: composed!.text.split(/['~]\s*/), back, problems: set.problems };
}

describe("the demo's invoice as INVOIC of D.96A", () => {
  it('comes back as it was', async () => {
    const { back, problems } = await sent(invoice, nordwind, 'edifact/INVOIC');
    expect(problems).toEqual([]);
    expect(back).toEqual(invoice);
  });

  it('says on the wire what EANCOM asks for', async () => {
    const { segments } = await sent(invoice, nordwind, 'edifact/INVOIC');
    expect(segments).toEqual(
      expect.arrayContaining([
        'BGM+380+INV-88213',
        'DTM+137:20260317:102',
        'CUX+2:USD:4',
        'UNS+S',
        'CNT+2:3',
        'MOA+77:1152.00',
      ]),
    );
  });

  it('says what the 810 says', async () => {
    const edifact = await sent(invoice, nordwind, 'edifact/INVOIC');
    const x12 = await sent(invoice, acme, 'x12/810');
    // An 810 says whose currency it is.
    expect({ ...edifact.back, currencyRole: 'seller' }).toEqual(x12.back);
  });
});
