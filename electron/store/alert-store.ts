import type { Database } from "better-sqlite3";
import type { AccountId } from "#shared/domain/ids.ts";
import type { AlertLevel } from "#shared/views/alerts.ts";
import type { AlertState, AlertTransition } from "../alerts/alert.ts";
import { toFlag } from "./codec.ts";
import { guardStore } from "./storage-error.ts";

/** A stored transition with what became of its notice. */
export type AlertRecord = {
  readonly transition: AlertTransition;
  readonly accountLabel: string;
  readonly deliveredAt: number | null;
  readonly deliveryFailure: string | null;
};

export type AlertStore = {
  readonly appendTransitions: (transitions: readonly AlertTransition[]) => void;
  /** The desktop took the notice, or why it didn't. The first word stands; one on an erased alert is dropped. */
  readonly appendDelivery: (alertId: string, at: number, failure: string | null) => void;
  /** Notices of visible accounts that were stored but have no delivery, oldest first. */
  readonly listUndelivered: () => readonly AlertTransition[];
  /** Where each rule of visible accounts stands, from its newest transition. */
  readonly listStates: () => readonly AlertState[];
  /** Newest first, visible accounts only. */
  readonly listNewest: (limit: number) => readonly AlertRecord[];
};

type TransitionRow = {
  alert_id: string;
  at: number;
  account_id: string;
  rule: string;
  subject: string;
  from_level: string;
  to_level: string;
  notifies: number;
  title: string;
  body: string;
};
type RecordRow = TransitionRow & {
  label: string;
  delivered_at: number | null;
  failure: string | null;
};
type StateRow = Pick<TransitionRow, "account_id" | "rule" | "subject" | "to_level" | "at">;

const INSERT = `
  INSERT INTO alert_transition
    (alert_id, at, account_id, rule, subject, from_level, to_level, notifies, title, body)
  VALUES
    (@alert_id, @at, @account_id, @rule, @subject, @from_level, @to_level, @notifies, @title, @body)`;

const IS_VISIBLE = "account_id NOT IN (SELECT account_id FROM account_removal)";

const UNDELIVERED = `
  SELECT * FROM alert_transition
  WHERE notifies = 1 AND alert_id NOT IN (SELECT alert_id FROM alert_delivery) AND ${IS_VISIBLE}
  ORDER BY sequence`;

// With one max() SQLite takes the other columns from the row that holds it.
const STATES = `
  SELECT account_id, rule, subject, to_level, at, max(sequence) FROM alert_transition
  WHERE ${IS_VISIBLE}
  GROUP BY account_id, rule, subject`;

const NEWEST = `
  SELECT alert.*, account.label, delivery.at AS delivered_at, delivery.failure
  FROM alert_transition alert
  JOIN account USING (account_id)
  LEFT JOIN alert_delivery delivery USING (alert_id)
  WHERE ${IS_VISIBLE}
  ORDER BY alert.sequence DESC LIMIT ?`;

export function createAlertStore(db: Database): AlertStore {
  const insert = db.prepare<[TransitionRow]>(INSERT);
  const insertDelivery = db.prepare<[number, string | null, string]>(`
    INSERT INTO alert_delivery (alert_id, at, failure)
    SELECT alert_id, ?, ? FROM alert_transition WHERE alert_id = ?
    ON CONFLICT DO NOTHING`);
  const selectUndelivered = db.prepare<[], TransitionRow>(UNDELIVERED);
  const selectStates = db.prepare<[], StateRow>(STATES);
  const selectNewest = db.prepare<[number], RecordRow>(NEWEST);

  const append = db.transaction((transitions: readonly AlertTransition[]) => {
    for (const transition of transitions) insert.run(toRow(transition));
  });

  return guardStore<AlertStore>({
    appendTransitions: (transitions) => append.immediate(transitions),
    appendDelivery: (alertId, at, failure) => void insertDelivery.run(at, failure, alertId),
    listUndelivered: () => selectUndelivered.all().map(fromRow),
    listStates: () => selectStates.all().map(toState),
    listNewest: (limit) => selectNewest.all(limit).map(toRecord),
  });
}

function toRow(transition: AlertTransition): TransitionRow {
  return {
    alert_id: transition.id,
    at: transition.at,
    account_id: transition.accountId,
    rule: transition.rule,
    subject: transition.subject,
    from_level: transition.from,
    to_level: transition.to,
    notifies: toFlag(transition.notifies),
    title: transition.title,
    body: transition.body,
  };
}

function fromRow(row: TransitionRow): AlertTransition {
  return {
    id: row.alert_id,
    at: row.at,
    accountId: row.account_id as AccountId, // written from an AccountId by toRow
    rule: row.rule,
    subject: row.subject,
    from: toLevel(row.from_level),
    to: toLevel(row.to_level),
    notifies: row.notifies === 1,
    title: row.title,
    body: row.body,
  };
}

function toState(row: StateRow): AlertState {
  return {
    accountId: row.account_id as AccountId, // written from an AccountId by toRow
    rule: row.rule,
    subject: row.subject,
    level: toLevel(row.to_level),
    since: row.at,
  };
}

function toRecord(row: RecordRow): AlertRecord {
  return {
    transition: fromRow(row),
    accountLabel: row.label,
    deliveredAt: row.failure === null ? row.delivered_at : null,
    deliveryFailure: row.failure,
  };
}

/** The schema allows no other text. */
function toLevel(text: string): AlertLevel {
  return text as AlertLevel;
}
