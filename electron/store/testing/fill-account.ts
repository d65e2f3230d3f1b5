import type { Database } from "better-sqlite3";
import { decimal } from "#shared/domain/decimal.ts";
import { accountId, instrumentId } from "#shared/domain/ids.ts";
import { createAccountStore } from "../account-store.ts";
import { createAlertStore } from "../alert-store.ts";
import { createSnapshotStore } from "../snapshot-store.ts";
import { buildBalance, buildPosition, buildSnapshot } from "./build-snapshot.ts";

type Filling = {
  /** Stands in everything that is stored of the account: its id, its words, its amounts. */
  readonly mark: number;
  readonly snapshots: number;
  readonly positions?: number;
};

/** An account with rows in every table that can hold some of it, and a tier table of its own. */
export function addFilledAccount(db: Database, { mark, snapshots, positions = 2 }: Filling) {
  const id = accountId(`id-${mark}`);
  const accounts = createAccountStore(db);
  accounts.appendBook(
    {
      ...{ accountId: id, label: `Old name ${mark}`, isDemo: false, createdAt: 1 },
      ...{ venue: "binanceusdm", marginModel: "binance-usdm" },
    },
    `document-${mark}`,
  );
  accounts.appendChange(id, 2, { label: `Name ${mark}` });
  accounts.appendChange(id, 3, { walletAddress: `0x${mark}` });
  return {
    accountId: id,
    read: createReading(db, mark, positions),
    readAll: () => {
      const read = createReading(db, mark, positions);
      for (let readAt = 0; readAt < snapshots; readAt += 1) read(readAt);
      appendAlert(db, mark);
    },
  };
}

/** Appends one snapshot of the account, told from its others by the time. */
function createReading(db: Database, mark: number, positions: number): (readAt: number) => void {
  const store = createSnapshotStore(db);
  return (readAt) => {
    const amount = decimal(`${mark}.${readAt}1`);
    const [tier] = buildPosition().marginTiers ?? [];
    const own = buildPosition({
      instrument: instrumentId(`COIN${mark}/USDT:USDT`),
      quantity: amount,
      marginTiers: tier === undefined ? null : [{ ...tier, deduction: decimal(mark) }],
    });
    store.append(
      buildSnapshot({
        ...{ accountId: accountId(`id-${mark}`), label: `Name ${mark}`, readAt },
        prices: new Map([
          [`COIN${mark}`, amount],
          ["USDT", decimal("1")],
        ]),
        balances: [buildBalance({ walletBalance: amount })],
        positions: [buildPosition(), ...Array.from({ length: positions - 1 }, () => own)],
        openOrders: [
          {
            instrument: own.instrument,
            side: "buy",
            quantity: amount,
            price: null,
            reduceOnly: false,
          },
        ],
        gaps: [{ code: "stale", path: "balances[0]", message: `about ${mark}` }],
      }),
    );
  };
}

function appendAlert(db: Database, mark: number): void {
  const alerts = createAlertStore(db);
  alerts.appendTransitions([
    {
      ...{ id: `alert-${mark}`, at: 1, accountId: accountId(`id-${mark}`) },
      ...{ rule: "r", subject: `COIN${mark}`, from: "safe", to: "act", notifies: true },
      ...{ title: `Name ${mark}`, body: `of ${mark}` },
    },
  ]);
  alerts.appendDelivery(`alert-${mark}`, 2, `not taken: ${mark}`);
}
